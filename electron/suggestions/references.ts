/** Words that stand before the number of a matter: order, invoice, case, contract, account, parcel, in the languages of the sample and kin. */
const BEFORE =
  /(?:order|invoice|ticket|case|contract|account|booking|reservation|claim|parcel|tracking|reference|ref|pedido|factura|incidencia|expediente|contrato|cuenta|reserva|reclamación|referencia|envío|bestellung|bestellnummer|rechnung|vorgang|vertrag|konto|kundennummer|auftrag|zamówienie|faktura|zamówienia|faktury|注文番号|受付番号|契約番号|订单|订单号|发票|合同|طلب|الطلب|فاتورة|الفاتورة|عقد)/
const NUMBER = /(?:no|nº|n°|nr|num|number|número|nummer|is|es|ist|[\s:#.-])*/
const VALUE = /([A-Z]{0,4}[-/]?\d(?:[\d\-/]?[\dA-Z]){3,14})/
const REFERENCE = new RegExp(`${BEFORE.source}${NUMBER.source}${VALUE.source}`, 'giu')

/** Numbers of matters in a text, as `A-1234` or `88412233`: what stands after a word that announces one. At most ten. */
export function referencesIn(text: string): string[] {
  const found = new Set<string>()
  for (const [, value = ''] of text.matchAll(REFERENCE)) {
    // A year or a date is no number of anything.
    if (!/^(?:19|20)\d\d$/.test(value) && !/^\d{1,4}[-/]\d{1,2}[-/]\d{1,4}$/.test(value)) found.add(value.toUpperCase())
    if (found.size === 10) break
  }
  return [...found]
}

export function TimelinePane({ customer }: { customer: number }) {
  return <div data-customer={customer} />
}

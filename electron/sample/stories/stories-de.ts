import type { Phrases } from './plots.ts'

export const german: Phrases = {
  locale: 'de-DE',
  currency: amount => `${amount.replace('.', ',')} €`,
  greetingIn: ['Guten Tag,', 'Hallo,', 'Sehr geehrte Damen und Herren,'],
  greetingOut: ['Guten Tag {full},', 'Hallo {name},', 'Liebe/r {full},'],
  closingIn: ['Mit freundlichen Grüßen\n{full}', 'Viele Grüße\n{full}', 'Danke im Voraus!\n{full}\n{phone}', 'MfG\n{full}'],
  closingOut: ['Freundliche Grüße\n\n{agent}\nAlba Telecom · Kundendienst\n+34 919 00 01 00', 'Viele Grüße\n{agent}\nAlba Telecom'],
  replyPrefix: 'AW: ',
  streets: [
    'Lindenstraße {no}',
    'Am Mühlbach {no}',
    'Gartenweg {no}',
    'Schloßallee {no}',
    'Calle del Mar {no}, Palma',
    'Müllerstraße {no}',
  ],
  devices: ['Router AX3000', 'Router Glasfaser 6', 'TV-Empfänger', 'WLAN-Verstärker', 'Gebrauchthandy'],
  places: ['Lissabon', 'Marrakesch', 'Zürich', 'Istanbul', 'New York'],
  carriers: ['DHL', 'Correos', 'SEUR', 'der Paketdienst'],
  thanks: ['[vielen Dank|super, danke|perfekt, danke] {agentShort} 😊', 'ok danke!', 'prima 👍', 'passt // danke für die schnelle Hilfe'],
  bye: [
    'Gern geschehen, {name}. [Einen schönen Tag noch|Schönes Wochenende]!',
    'Gerne! Melden Sie sich einfach hier, wenn etwas ist 🙂',
    'Keine Ursache. Bis bald!',
  ],
  ack: [
    'wir haben Ihre Nachricht erhalten. Ihre Vorgangsnummer lautet {ticket}.\n\nWir antworten innerhalb von 24 Arbeitsstunden. Dies ist eine automatische Nachricht; bitte lassen Sie die Nummer im Betreff stehen.',
  ],
  scripts: {
    jonas: [
      {
        subject: ['Internet viel zu langsam – Vertrag {account}'],
        slow: [
          'seit dem Wochenende kommen bei mir von 600 Mbit/s keine 40 an. Ich arbeite im Homeoffice, Videokonferenzen sind unmöglich.\n\nBitte prüfen Sie die Leitung, Vertrag {account}.',
        ],
        measure: [
          'danke für die Meldung. Könnten Sie einmal mit Kabel messen und uns ein Foto vom Ergebnis schicken? Die Störung läuft unter {ticket}.',
        ],
        measured: ['anbei das Foto: 38 Mbit/s, direkt mit Kabel am Router. Am WLAN liegt es also nicht.'],
        visit: ['vielen Dank. Ein Techniker kommt am Donnerstag zwischen 9 und 12 Uhr zu Ihnen, Lindenstraße 7.'],
        nobody: ['Hallo, Jonas Weber hier, {ticket} // ich habe den ganzen Vormittag gewartet // es kam NIEMAND'],
        apology: ['Guten Tag Herr Weber, {agentShort} hier. Das tut mir leid: der Termin wurde dem Techniker nicht übermittelt.'],
        date: ['und jetzt? // ich kann nicht jede Woche einen Vormittag freinehmen'],
        newDate: ['Wir rufen Sie an und machen einen Termin nach 17 Uhr aus. Versprochen.'],
      },
    ],
    account: [
      {
        subject: ['Eröffnung Kundenkonto {account}', 'Ihr Antragsformular – {account}'],
        hello: [
          'Hallo, [ich möchte Glasfaser bestellen|ich möchte Kunde werden|wir ziehen nach Palma und brauchen Internet] // geht das hier?',
          'Guten Tag! // ein Bekannter hat Sie empfohlen, ich hätte gern Internet + Handy',
        ],
        bot: ['🤖 Hallo, ich bin Alba, die virtuelle Assistentin. [Sehr gern|Natürlich]! Wie heißen Sie und wo soll der Anschluss hin?'],
        data: ['{full} // {street}', '{full}, die Wohnung ist {street} // zur Miete, ist das ein Problem?'],
        number: ['🤖 Danke, {name}. Das Konto {account} ist angelegt. Es fehlt noch der unterschriebene Vertrag, er kommt per E-Mail.'],
        form: [
          'anbei das Formular für Ihr Konto {account}. Bitte unterschreiben Sie es und antworten Sie einfach auf diese E-Mail.\n\nDanach vereinbaren wir die Installation in der {street}.',
        ],
        signed: [
          'anbei das unterschriebene Formular. [Nachmittags passt es mir am besten|Vormittags geht immer|Bitte einen Tag vorher Bescheid geben].',
        ],
        waiting: [
          'gerade angerufen, keiner geht ran // ich [warte immer noch|habe nichts gehört] wegen {account}',
          'Hallo, das Formular ist seit Tagen bei Ihnen // [am Telefon nur Klingeln|angerufen, nichts] 😕',
        ],
        sorry: [
          '[Entschuldigung für die Wartezeit|Das tut mir wirklich leid], {name}. Ich habe Ihr Konto vor mir und rufe Sie heute noch an.',
        ],
        done: [
          'wie am Telefon besprochen ist Ihr Konto {account} jetzt aktiv. Der Techniker kommt am {date} um {time} Uhr in die {street}.\n\nDanke für Ihre Geduld.',
        ],
      },
    ],
    parcel: [
      {
        subject: ['Bestellung {order} nicht angekommen', 'Wo bleibt meine Bestellung {order}?', 'Paket verloren'],
        lost: [
          'die Bestellung {order} ({device}) sollte am {past} kommen und ist bis heute nicht da. Laut {carrier} wurde sie „zugestellt“, aber hier war niemand.',
          'ich warte seit über einer Woche auf den {device} aus Bestellung {order}. {carrier} verweist auf Sie.\n\nDie Adresse ist {street}.',
        ],
        trace: [
          'wir haben für die Bestellung {order} einen Nachforschungsantrag gestellt. Die Antwort kommt meist binnen 48 Stunden.\n\nTaucht das Paket nicht auf, senden wir kostenlos ein neues.',
        ],
        where: [
          'Hallo, [gibt es etwas Neues|weiß man schon etwas] zum Paket {order}?',
          'Guten Tag, der {device} ist immer noch nicht da // bei den Nachbarn auch nicht',
        ],
        look: ['Hallo {name}. Die Bestellung {order} wird noch gesucht. Kommt bis morgen nichts, geht Ersatz raus.'],
        found: [
          '{carrier} hat bestätigt, dass das Paket im Lager verloren ging. Heute geht Ersatz an {street}, Ankunft am {date}.\n\nFür die Mühe schreiben wir Ihnen {amount} gut.',
        ],
      },
    ],
    charge: [
      {
        subject: ['Doppelte Abbuchung {amount}', 'Rechnung {invoice} zweimal abgebucht'],
        twice: [
          'telefonisch war niemand zu erreichen. Auf meinem Konto wurden am {past} zweimal {amount} abgebucht, Auszug anbei.\n\nBitte erstatten Sie einen der Beträge.',
          'die Rechnung {invoice} wurde zweimal eingezogen, je {amount}. Den Kontoauszug finden Sie im Anhang.',
        ],
        check: [
          'Sie haben recht: die Rechnung {invoice} ging zweimal an die Bank. Die Erstattung von {amount} ist beauftragt und dauert 3 bis 5 Werktage.',
        ],
        when: ['Hallo, die {amount} sind noch nicht da // [wann kommt das Geld?|wurde es schon überwiesen?]'],
        refund: ['Hallo {name}. Die Überweisung ging [gestern|heute früh] raus, Referenz {ticket}. Morgen sollte sie da sein.'],
      },
    ],
    router: [
      {
        subject: ['Störung {ticket}'],
        dead: [
          '[Hallo|Guten Tag], kein Internet // der {device} leuchtet rot // seit gestern Abend',
          'WLAN ist schon wieder weg 😤 // [ich habe gleich eine Besprechung|die Kinder brauchen es für die Schule]',
        ],
        restart: ['Hallo {name}, {agentShort} hier. Könnten Sie ihn 30 Sekunden ausschalten? Ich prüfe derweil die Leitung.'],
        tried: ['schon zweimal gemacht // immer noch rot', 'gemacht // jetzt blinkt es orange'],
        technician: ['Das Signal kommt bei Ihnen nicht an, da muss ein Techniker hin. Wir rufen wegen des Termins an, Ticket {ticket}.'],
        after: ['Hallo {name}. Läuft der Anschluss seit dem Besuch stabil?'],
      },
    ],
    booking: [
      {
        subject: ['Termin {ticket}'],
        move: ['Hallo, am {date} soll der Techniker kommen, [da kann ich nicht|da bin ich verreist] // kann man das verschieben?'],
        slots: ['Kein Problem, {name}. Frei wäre der {later} um 9:30 oder um {time}. Was passt besser?'],
        choice: ['das Zweite bitte', '9:30 ist super // bitte vorher anrufen, die Klingel ist kaputt'],
        set: ['Erledigt, der Termin ist verschoben. Am Tag vorher kommt eine SMS. [Danke für die Info!|Danke fürs frühe Bescheidgeben.]'],
      },
    ],
    warranty: [
      {
        subject: ['Garantie für {device}', '{device} defekt'],
        broken: [
          'der {device} ist acht Monate alt und geht nicht mehr an. Foto anbei. Fällt das unter die Garantie?',
          'der {device} schaltet sich alle paar Minuten ab. Gekauft am {past}, Foto vom Typenschild im Anhang.',
        ],
        proof: ['ja, das ist ein Garantiefall. Bitte schicken Sie uns die Rechnung als PDF, dann veranlasse ich den Tausch {ticket}.'],
        ticket: ['anbei die Rechnung {invoice}. Muss ich das Gerät einschicken oder wird es abgeholt?'],
        swap: ['alles in Ordnung. {carrier} holt das Gerät am {date} in der {street} ab und bringt gleich das neue mit.'],
      },
    ],
    vat: [
      {
        subject: ['Falsche USt-IdNr. auf Rechnung {invoice}', 'Korrektur Rechnung {invoice}'],
        wrong: [
          'auf der Rechnung {invoice} über {amount} steht die falsche USt-IdNr. Richtig ist {vat}. So kann unsere Buchhaltung sie nicht verwenden.',
        ],
        fixed: ['anbei die korrigierte Rechnung mit der von Ihnen genannten Nummer. Bitte entschuldigen Sie.'],
        still: ['danke, aber die Nummer stimmt immer noch nicht: es fehlt ein Buchstabe. Richtig ist {vat}.'],
        right: [
          'telefonisch habe ich Sie nicht erreicht. Anbei nochmals die Rechnung {invoice}, diesmal von mir geprüft: {vat}, {street}.',
        ],
      },
    ],
    blocked: [
      {
        subject: ['Karte gesperrt'],
        abroad: [
          'Hallo!! bin in {place} und die SIM ist gesperrt // habe auf den Anrufbeantworter gesprochen // ich brauche das Handy dringend',
        ],
        verify: ['Hallo {name}. Zur Sicherheit: wie lauten die letzten vier Ziffern Ihres Vertrags?'],
        code: ['{code}', '{code} // bitte schnell 🙏'],
        open: [
          'Danke. Die Karte wurde bei der Einreise nach {place} automatisch gesperrt. Jetzt geht sie wieder, bitte neu starten. Ich rufe später kurz an.',
        ],
      },
    ],
    form: [
      {
        subject: ['Unterschriebenes Formular {ticket}', 'Formular Rufnummernmitnahme'],
        sent: ['anbei das unterschriebene Formular für die [Mitnahme|Übernahme] der Nummer {phone}.'],
        nothing: [
          'Hallo, das Formular ging vor Tagen raus, keine Antwort // {ticket}',
          'Guten Tag, [ist mein Formular angekommen|haben Sie mein Formular]? // kam per Mail',
        ],
        search: ['Hallo {name}. Im Vorgang {ticket} finde ich es nicht. Könnten Sie es noch einmal per E-Mail schicken?'],
        again: ['hier noch einmal das Formular. Ich schicke es jetzt zum zweiten Mal.'],
        got: ['angekommen und abgelegt. Die Änderung gilt ab dem {date}. Entschuldigung, dass wir zweimal fragen mussten.'],
      },
    ],
    complaint: [
      {
        subject: ['Beschwerde {ticket}', 'Beschwerde über die Geschwindigkeit'],
        first: [
          'bezahlt werden 600 Mbit/s, an kommen keine 80, und das seit dem {past}. Bitte beheben oder Preis senken.',
          'auf der Rechnung {invoice} stehen {amount} für ein Paket, das ich im Januar gekündigt habe.',
        ],
        second: ['Hallo, ich habe vor zwei Tagen geschrieben ({ticket}), keine Antwort // muss ich alles noch einmal erklären?'],
        pass: ['Hallo {name}. Ich sehe Ihre E-Mail und gebe sie an die Abrechnung weiter.'],
        third: [
          'ich schreibe zum dritten Mal in derselben Sache: E-Mail, Chat, Telefon, und jedes Mal musste ich von vorn anfangen.\n\nOhne Lösung in dieser Woche gehe ich zur Verbraucherzentrale.',
        ],
        resolve: [
          'wie besprochen schreiben wir Ihnen {amount} gut, und ich bleibe Ihr Ansprechpartner, bis alles erledigt ist. Antworten Sie einfach auf diese E-Mail.',
        ],
      },
    ],
    cancel: [
      {
        subject: ['Kündigung {account}', 'Kündigung meines Vertrags'],
        leave: [
          'hiermit kündige ich das Konto {account} zum Monatsende. [Wir ziehen um|Ich habe einen anderen Anbieter|Wir schließen das Büro].',
        ],
        end: ['wir bestätigen das Vertragsende für {account} zum {date}. Das Etikett für die Rücksendung ({device}) liegt bei.'],
      },
    ],
    ask: [
      {
        subject: ['Öffnungszeiten'],
        question: ['Hallo, wie sind die Zeiten am Samstag?'],
        answer: ['Samstags von 9 bis 14 Uhr. Der Chat ist auch nachmittags besetzt.'],
      },
      {
        subject: ['Laufzeit'],
        question: ['[wann endet mein Vertrag?|wie lange läuft mein Vertrag noch?]'],
        answer: ['Die Mindestlaufzeit endet am {date}. Wir melden uns einen Monat vorher.'],
      },
      {
        subject: ['Roaming'],
        question: ['ich fahre nächste Woche nach {place} // [habe ich dort Daten?|was kostet das?]'],
        answer: ['In {place} sind 12 GB enthalten, danach 3 € am Tag.'],
      },
      {
        subject: ['Kopie der Rechnung {invoice}'],
        question: ['[können Sie mir|ich brauche bitte] die Rechnung {invoice} schicken? // fürs Finanzamt'],
        answer: ['Gern, sie liegt im Kundenbereich und ist auch per E-Mail unterwegs.'],
      },
      {
        subject: ['Zweite Karte'],
        question: ['ich hätte gern eine zweite SIM fürs Tablet // was kostet die?'],
        answer: ['8 € im Monat. Soll ich sie gleich an {street} schicken?'],
      },
      {
        subject: ['SIM verloren'],
        question: ['habe die SIM verloren 🙈 // was jetzt?'],
        answer: ['Ersatz ist unterwegs an {street}, Ankunft am {date}. Die alte ist gesperrt.'],
      },
      {
        subject: ['Preis'],
        question: ['warum diesen Monat {amount}? // vorher war es weniger'],
        answer: ['Ihr Rabatt ist ausgelaufen. Ich kann Ihnen einen neuen für sechs Monate geben: möchten Sie?'],
      },
      {
        subject: ['Lieferung {order}'],
        question: ['wann kommt die Bestellung {order}?'],
        answer: ['Sie ist in Zustellung: {carrier} kommt am {date} vor {time} Uhr.'],
      },
      {
        subject: ['WLAN-Passwort'],
        question: ['wo finde ich das WLAN-Passwort? // der Aufkleber ist weg'],
        answer: ['In der App unter „Mein Netz“. Ich kann es auch von hier ändern.'],
      },
    ],
    usage: [
      {
        subject: ['Verbrauch unserer Anschlüsse', 'Einzelnachweis zu {invoice}'],
        report: [
          'könnten Sie mir den Verbrauch aller Anschlüsse vom letzten Monat schicken? Am besten in einem Format für die Tabellenkalkulation.',
        ],
        list: ['anbei die Liste als CSV: eine Zeile je Anschluss. Die Summe entspricht der Rechnung {invoice}, {amount}.'],
        thanksMail: ['genau das habe ich gebraucht. Könnte das jeden Monat kommen?'],
        closing: ['ist eingerichtet, jeweils am 2. des Monats an diese Adresse.'],
      },
    ],
  },
}

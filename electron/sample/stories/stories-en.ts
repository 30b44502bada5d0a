import type { Phrases } from './plots.ts'

export const english: Phrases = {
  locale: 'en-GB',
  currency: amount => `€${amount}`,
  greetingIn: ['Hello,', 'Hi,', 'Dear Alba team,', 'Hi there,'],
  greetingOut: ['Hi {name},', 'Hello {name},', 'Dear {full},'],
  closingIn: ['Best regards,\n{full}', 'Thanks,\n{name}', 'Many thanks in advance\n\n{full}\n{phone}', 'Kind regards\n{full}', '{name}'],
  closingOut: ['Kind regards,\n\n{agent}\nAlba Telecom · Customer care\n+34 919 00 01 00', 'All the best,\n{agent}\nAlba Telecom'],
  replyPrefix: 'Re: ',
  streets: [
    '{no} Orchard Road',
    '{no} Station Lane',
    'Flat 4, {no} Mill Street',
    'Calle del Olmo {no}, Madrid',
    '{no} Harbour View',
    'Avenida del Mar {no}, Málaga',
  ],
  devices: ['AX3000 router', 'Fibre 6 router', 'TV box', 'refurbished phone', 'wifi repeater'],
  places: ['Lisbon', 'Marrakesh', 'Toronto', 'Geneva', 'Istanbul', 'New York'],
  carriers: ['Correos', 'SEUR', 'the courier', 'MRW'],
  thanks: [
    '[thanks so much|brilliant, thanks|perfect, thank you] {agentShort} 😊',
    'ok thanks!',
    'great 👍',
    'perfect // thanks for being so quick',
    "ok I'll check. Thanks",
  ],
  bye: [
    "You're welcome, {name}. [Have a good day|Have a lovely weekend|We're here if you need anything].",
    'My pleasure. Just write here if anything comes up 🙂',
    'No problem at all. Bye for now!',
    'Thank you. Best, {agentShort}',
  ],
  ack: [
    'We have received your message. Your reference is {ticket}.\n\nWe reply within 24 working hours. This is an automatic message; please keep the reference in the subject when you answer.',
  ],
  scripts: {
    account: [
      {
        subject: ['Opening account {account}', 'Your application form – {account}'],
        hello: [
          "hi, [I'd like to sign up for fibre|I want to open an account|I just moved to Spain and need internet] // can I do it here?",
          'Hello! // [a friend recommended you|saw your offer at the station] and I want fibre + mobile',
        ],
        bot: ["🤖 Hi, I'm Alba, the virtual assistant. [Lovely|Of course]! Please tell me your full name and the installation address."],
        data: ['{full} // {street}', "it's {full}, the flat is at {street} // I'm renting, is that a problem?"],
        number: [
          "🤖 Thank you, {name}. I've opened account {account}. One thing is missing: the signed contract. I'm sending it by email.",
        ],
        form: [
          'Please find attached the form for account {account}. [Sign it and send it back|Just sign it and return it] by replying to this email.\n\nWe will then book the installation at {street}.',
        ],
        signed: [
          "Here's the signed form. [Afternoons are best for me|Any morning works|Please give me a day's notice].",
          'Attached is what you asked for regarding account {account}. Let me know if anything is missing.',
        ],
        waiting: [
          "just called and nobody picked up // I'm [still waiting|still without news] about account {account}",
          'hi, I signed the form days ago // [tried calling, nothing|the phone just rings and rings] 😕',
        ],
        sorry: ["[Sorry for the wait|I'm really sorry], {name}. I have your account open now and I'll ring you today to get it done."],
        done: [
          'As discussed on the phone, account {account} is now active. The engineer will come to {street} on {date} at {time}.\n\nThank you for your patience.',
        ],
      },
    ],
    parcel: [
      {
        subject: ['Order {order} never arrived', 'Where is my order {order}?', 'Lost parcel'],
        lost: [
          'Order {order} (a {device}) was due on {past} and I still have not got it. Tracking from {carrier} says "delivered" but nobody came.',
          'I have been waiting for the {device} from order {order} for over a week. {carrier} told me to speak to you.\n\nThe address is {street}.',
        ],
        trace: [
          'We have opened a claim with {carrier} for order {order}. They usually answer within 48 hours.\n\nIf it does not turn up we will send another one free of charge.',
        ],
        where: [
          'hi, [any news|have you heard anything] about parcel {order}? // {carrier} never pick up',
          "hello, the {device} still hasn't shown up // asked all my neighbours",
        ],
        look: ["Hi {name}. Order {order} is still under investigation. If there's no answer tomorrow we'll send a new one."],
        found: [
          '{carrier} confirmed that the parcel was lost in their depot. Another {device} leaves today for {street}, due on {date}.\n\nWe have credited {amount} for the trouble.',
        ],
      },
    ],
    charge: [
      {
        subject: ['Charged twice: {amount}', 'Double payment', 'Invoice {invoice} taken twice'],
        twice: [
          'I rang and could not get through. My bank shows two identical charges of {amount} on {past}. Statement attached.\n\nPlease refund one of them.',
          'You have taken invoice {invoice} twice: {amount} and then {amount} again. The statement is attached as PDF.',
        ],
        check: [
          'You are right: invoice {invoice} was sent to the bank twice. I have requested the refund of {amount}; it takes 3 to 5 working days.',
        ],
        when: ["hi, still can't see the {amount} refund // [when will it arrive?|has it been sent?]"],
        refund: ['Hi {name}. The transfer went out [yesterday|this morning], reference {ticket}. It should be there tomorrow.'],
      },
    ],
    router: [
      {
        subject: ['Fault {ticket}'],
        dead: [
          '[hi|hello], no internet here // the {device} has a red light // since last night',
          'wifi is down again 😤 // [I have a meeting in half an hour|the kids have homework online]',
          'connection keeps dropping // at {street}',
        ],
        restart: [
          "Hi {name}, this is {agentShort}. Could you switch it off for 30 seconds and on again? I'll check the line meanwhile.",
          "Let's have a look. Please unplug the {device} for a minute and tell me which lights stay on.",
        ],
        tried: [
          'did that twice already // still red',
          'done // now it blinks orange // nothing else',
          'off, on, crossed my fingers // nope 😅',
        ],
        technician: ["The signal isn't reaching your home, so we need to send an engineer. We'll ring you for the date, ticket {ticket}."],
        after: ['Hi {name}. Has the connection been fine since the visit?'],
      },
    ],
    booking: [
      {
        subject: ['Appointment {ticket}'],
        move: [
          "hi, I have an engineer booked for {date} and [can't make it|I'll be travelling] // can we change it?",
          'hello, need to move the installation at {street} // working that day',
        ],
        slots: ['No problem, {name}. I have {later} at 9:30 or at {time}. Which one suits you?'],
        choice: ['second one please', "9:30 is perfect // please call first, the bell doesn't work", 'the first. thanks!'],
        set: ["Done, it's moved. You'll get a text the day before. [Thanks for letting us know!|Thanks for telling us early.]"],
      },
    ],
    warranty: [
      {
        subject: ['Warranty for my {device}', '{device} broken – warranty'],
        broken: [
          'I bought the {device} from you eight months ago and it no longer turns on. Photo attached. Is it covered?',
          'The {device} switches itself off every few minutes. I have had it since {past}, so it should be under warranty. Photo of the label attached.',
        ],
        proof: ['It is covered. To arrange it I need the invoice as a PDF, and then I will open exchange {ticket}.'],
        ticket: ['Invoice {invoice} attached. Do I send it in or do you collect it?'],
        swap: ['All good. {carrier} will collect the {device} from {street} on {date} and leave the new one on the same visit.'],
      },
    ],
    vat: [
      {
        subject: ['Wrong VAT number on invoice {invoice}', 'Please correct invoice {invoice}'],
        wrong: [
          'Invoice {invoice} over {amount} shows the wrong VAT number. It must be the company one, {vat}. Our accountant cannot book it.\n\nCould you correct it before the quarter ends?',
        ],
        fixed: ['The corrected invoice with the VAT number you gave us is attached. Apologies for the trouble.'],
        still: [
          'Thanks, but the VAT number is still wrong: the letter is missing. It is {vat}.',
          'The number is right now but the address is our old one. It should be {street}.',
        ],
        right: ['I tried to call but could not reach you. Here is invoice {invoice} again, checked by me this time: VAT {vat}, {street}.'],
      },
    ],
    blocked: [
      {
        subject: ['Line blocked'],
        abroad: [
          "hi!! I'm in {place} and my SIM is blocked // left you a voicemail // I really need my phone",
          'hello, just landed in {place} and no service // only hotel wifi // called and got the machine',
        ],
        verify: ["Hi {name}. To unblock it I need to check it's you: what are the last four digits of your contract?"],
        code: ['{code}', '{code} // please hurry 🙏'],
        open: [
          'Thank you. The system blocked it for safety when you arrived in {place}. It works again: switch the phone off and on. I will ring you later to confirm.',
        ],
      },
    ],
    form: [
      {
        subject: ['Signed porting form', 'Form {ticket} attached'],
        sent: [
          'Please find attached the signed form for [porting|changing the owner of] line {phone}.',
          'Here is the signed form you asked for (reference {ticket}).',
        ],
        nothing: [
          'hi, I sent the form days ago and nobody says anything // reference {ticket}',
          'hello, [did you get my form|has the signed form arrived]? // I emailed it',
        ],
        search: ["Hi {name}. I can't find it in file {ticket}. Could you send it again by email? I'll attach it myself."],
        again: ['Here is the form again. This is the second time I send it.', 'Sending the signed form once more, as you asked on chat.'],
        got: ['Received and filed. The change takes effect on {date}. [Thank you for sending it again|Sorry that we had to ask twice].'],
      },
    ],
    complaint: [
      {
        subject: ['Complaint about speed', 'Complaint {ticket}', 'Still paying for something I do not have'],
        first: [
          'I pay for 600 megabits and get less than 80. It has been like this since {past}. Fix it or lower the fee, please.',
          'Invoice {invoice} charges {amount} for a channel I cancelled in January. This is the first time I put it in writing.',
        ],
        second: ['hi, I wrote an email two days ago ({ticket}) and no answer // do I have to explain it all again?'],
        pass: ["Hi {name}. I can see your email. I'll pass it to billing and they'll get back to you."],
        third: [
          'I am writing for the third time about the same thing: email, chat and phone, and each time I had to start from the beginning.\n\nIf there is no solution this week I will go to the consumer office.',
        ],
        resolve: [
          'As I explained on the phone, we are crediting {amount} and I am keeping your case until it is closed. You can answer this email directly.',
        ],
      },
    ],
    cancel: [
      {
        subject: ['Cancelling my contract', 'Please cancel account {account}', 'Leaving'],
        leave: [
          "I'd like to cancel account {account} at the end of the month. [We are moving|I found another provider|We are closing the shop].",
          'Please cancel the fibre at {street}. How do I return the {device}?',
        ],
        end: [
          'We confirm that account {account} ends on {date}. The label to return the {device} at any post office is attached.\n\nThank you for the time you spent with us.',
        ],
      },
    ],
    ask: [
      {
        subject: ['Opening hours'],
        question: ['hi, what are your hours on Saturday?'],
        answer: ['Saturdays 9 to 14. The chat also works in the afternoon.'],
      },
      {
        subject: ['Contract length'],
        question: ['hello, [when does my contract end?|am I still under contract?]'],
        answer: ['Your minimum term ends on {date}. We let you know a month before.'],
      },
      {
        subject: ['Roaming'],
        question: ["I'm off to {place} next week // [do I have data there?|what does roaming cost?]"],
        answer: ['In {place} you can use your plan with 12 GB included. After that it is €3 a day.'],
      },
      {
        subject: ['Copy of invoice {invoice}'],
        question: ['[could you send me|I need] invoice {invoice} // my accountant wants it'],
        answer: ["Sure, it's in your customer area and I've just emailed it as well."],
      },
      {
        subject: ['Extra line'],
        question: ['I want another line for an employee // how much is it?'],
        answer: ['An extra line is €8 a month. New number or do you bring one along?'],
      },
      {
        subject: ['New SIM'],
        question: ["I've lost my SIM 🙈 // [can you send another?|how do I get a new one?]"],
        answer: ['A new one is on its way to {street}, due on {date}. The old one is disabled.'],
      },
      {
        subject: ['New bank account'],
        question: ['changed banks // where do I put the new account?'],
        answer: ['In your customer area under "Payments". The next bill, {amount}, goes to the new one.'],
      },
      {
        subject: ['Price went up'],
        question: ['why is it {amount} this month? // I used to pay less'],
        answer: ['Your offer ended last month. I can give you another one for six months: would you like it?'],
      },
      {
        subject: ['Coverage'],
        question: ['is there fibre at {street}? // moving next month'],
        answer: ['Yes, up to 1 Gb. Tell me the date of the move and I book a visit.'],
      },
      {
        subject: ['Call forwarding'],
        question: ['how do I forward the office phone to my mobile?'],
        answer: ['Dial *21*, the number and #. To undo it, #21#.'],
      },
      {
        subject: ['Order {order}'],
        question: ['when does order {order} arrive?'],
        answer: ['It is out for delivery: {carrier} brings it on {date} before {time}.'],
      },
      {
        subject: ['Wifi password'],
        question: ['where do I see the wifi password? // lost the sticker'],
        answer: ['In the app under "My network". I can change it from here if you like.'],
      },
      {
        subject: ['More data'],
        question: ["[I've run out of data|data is super slow] // can I buy more?"],
        answer: ['Yes: 10 GB for €5. I just sent you a text, answer YES and it is done.'],
      },
      {
        subject: ['Spam calls'],
        question: ['I get calls from odd numbers all day // can you block them?'],
        answer: ['I switched on the spam filter for your line. It should get better in a few hours.'],
      },
    ],
    usage: [
      {
        subject: ['Usage of our lines', 'Call details for {invoice}'],
        report: ['Could you send me the usage of all our lines for last month? I need a format the spreadsheet can open.'],
        list: ['Attached as CSV: one row per line, with data and minutes. The total matches invoice {invoice}, {amount}.'],
        thanksMail: ['Got it, exactly what I needed. Could I have it every month?'],
        closing: ['It is now scheduled for the 2nd of every month, to this address.'],
      },
    ],
  },
}

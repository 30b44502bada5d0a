import type { Phrases } from './plots.ts'

export const spanish: Phrases = {
  locale: 'es-ES',
  currency: amount => `${amount.replace('.', ',')} €`,
  greetingIn: ['Hola:', 'Hola, buenas:', 'Buenas:', 'Estimados señores:'],
  greetingOut: ['Hola, {name}:', '{name}, gracias por escribirnos.', 'Estimado/a {full}:'],
  closingIn: ['Un saludo,\n{full}', 'Gracias de antemano.\n{full}', 'Saludos\n{full}\n{phone}', 'Quedo a la espera.\n\n{full}', '{name}'],
  closingOut: [
    'Un saludo,\n\n{agent}\nAlba Telecom · Atención al cliente\n919 00 01 00',
    'Quedamos a tu disposición.\n\n{agent}\nAlba Telecom',
  ],
  replyPrefix: 'Re: ',
  streets: [
    'calle del Olmo {no}',
    'avenida de la Paz {no}',
    'calle Mayor {no}, 3.º B',
    'paseo de las Acacias {no}',
    'plaza del Carmen {no}',
    'calle Río Segura {no}, bajo',
  ],
  devices: ['router AX3000', 'router Fibra 6', 'decodificador de tele', 'móvil reacondicionado', 'repetidor wifi'],
  places: ['Lisboa', 'Marrakech', 'Buenos Aires', 'Ginebra', 'Estambul', 'Nueva York'],
  carriers: ['Correos', 'SEUR', 'MRW', 'la mensajería'],
  thanks: [
    '[muchas gracias|mil gracias|perfecto, gracias] {agentShort} 😊',
    'ok, gracias!',
    'genial 👍',
    'perfecto // gracias por la rapidez',
    'vale, lo miro. Gracias',
  ],
  bye: [
    'A ti, {name}. [Que tengas buen día|Buen fin de semana|Aquí estamos para lo que necesites].',
    'Un placer. Cualquier cosa, por aquí estamos 🙂',
    'De nada. ¡Hasta pronto!',
    'Gracias a ti. Un saludo, {agentShort}.',
  ],
  ack: [
    'Hemos recibido tu mensaje y le hemos asignado la referencia {ticket}.\n\nTe responderemos en un plazo de 24 horas laborables. Este es un mensaje automático; si respondes, mantén la referencia en el asunto.',
  ],
  scripts: {
    lucia: [
      {
        subject: ['Alta de cuenta'],
        hello: ['Hola! // quiero darme de alta con vosotros, fibra y una línea móvil // se puede hacer por aquí?'],
        bot: ['🤖 Hola, soy Alba, la asistente virtual. ¡Claro que sí! Dime tu nombre completo, tu DNI y la dirección de la instalación.'],
        data: ['Lucía Fernández Robles // 00000000T // calle del Olmo 12, 3.º B, 28012 Madrid'],
        number: ['🤖 Gracias, Lucía. He abierto la cuenta #8841 a tu nombre. Falta un paso: el contrato firmado. Te lo mando por correo.'],
        clear: ['y cuándo me lo instalan?'],
        formSoon: ['🤖 En cuanto recibamos el formulario firmado: entre 3 y 5 días laborables.'],
        form: [
          'Te damos la bienvenida a Alba Telecom. Adjuntamos el formulario de alta de tu cuenta #8841.\n\nPor favor, devuélvenoslo firmado en respuesta a este correo. En cuanto lo tengamos, fijamos la instalación en calle del Olmo 12.',
        ],
        signed: [
          'Adjunto el formulario firmado. Prefiero la instalación por la mañana, a partir de las 9.\n\n¿Me confirmáis que ha llegado bien?',
        ],
        anyNews: ['Os mandé el formulario la semana pasada y no he vuelto a saber nada. ¿Está todo en orden con la cuenta #8841?'],
        lostForm: [
          'Disculpa la espera. Hemos revisado tu cuenta #8841 y el formulario no figura en el expediente. ¿Podrías enviarlo otra vez?\n\nEn cuanto llegue te llamamos para fijar la cita.',
        ],
        signedAgain: [
          'Va otra vez, firmado igual que la primera. Por favor, que esta vez no se pierda: el piso está sin internet desde hace tres semanas y trabajo desde casa.',
        ],
        status: [
          'Hola, soy Lucía, cuenta #8841 // ya he mandado el formulario DOS veces por correo // alguien me puede decir cuándo vienen?',
        ],
        passed: ['Hola, Lucía, soy {agentShort}. Veo la cuenta y siento el lío. Lo paso a Altas ahora mismo con prioridad.'],
        fine: ['vale, pero que me llame alguien por favor'],
        promise: ['Apuntado: te llaman antes del martes a las 10:00 al 600 11 12 22.'],
        waiting: ['os acabo de llamar y no lo coge nadie // medio minuto sonando // sigo esperando'],
      },
    ],
    account: [
      {
        subject: ['Alta de cuenta {account}', 'Formulario de alta – cuenta {account}'],
        hello: [
          'hola, [quería contratar fibra|quiero hacerme cliente|me interesa la tarifa de fibra + móvil] // se puede por aquí?',
          'Buenas! // [me han hablado bien de vosotros|os he visto en un cartel] y quiero darme de alta',
        ],
        bot: [
          '🤖 Hola, soy Alba, la asistente virtual. [¡Encantada!|¡Claro que sí!] Dime tu nombre completo y la dirección de la instalación.',
        ],
        data: ['{full} // {street}', 'soy {full}, la casa está en {street} // es un piso de alquiler, hay problema?'],
        number: ['🤖 Gracias, {name}. He abierto la cuenta {account}. Falta el contrato firmado: te lo mando por correo.'],
        form: [
          'Adjuntamos el formulario de alta de la cuenta {account}. [Devuélvenoslo firmado|Solo tienes que firmarlo y devolverlo] respondiendo a este correo.\n\nDespués fijaremos la instalación en {street}.',
        ],
        signed: [
          'Os devuelvo el formulario firmado. [Me vendría bien por la tarde|Yo puedo cualquier mañana|Avisadme con un día de antelación, por favor].',
          'Adjunto lo que me pedíais para la cuenta {account}. Decidme si falta algo.',
        ],
        waiting: [
          'acabo de llamar y no lo coge nadie // [sigo esperando|sigo sin noticias] de la cuenta {account}',
          'hola, firmé el formulario hace días // [he llamado y nada|el teléfono suena y suena] 😕',
        ],
        sorry: ['[Perdona la espera|Lo siento mucho], {name}. Ya tengo tu cuenta delante y te llamo hoy mismo para dejarlo cerrado.'],
        done: [
          'Como hemos hablado por teléfono, tu cuenta {account} está activa. El técnico irá a {street} el {date} a las {time}.\n\nGracias por tu paciencia.',
        ],
      },
    ],
    parcel: [
      {
        subject: ['Pedido {order} no recibido', '¿Dónde está mi pedido {order}?', 'Paquete perdido'],
        lost: [
          'El pedido {order} ([un|el] {device}) tenía que llegar el {past} y sigo sin recibirlo. El seguimiento de {carrier} dice «entregado», pero aquí no ha venido nadie.',
          'Estoy esperando el {device} del pedido {order} desde hace más de una semana. En {carrier} me dicen que hable con vosotros.\n\nLa dirección es {street}.',
        ],
        trace: [
          'Hemos abierto una reclamación a {carrier} por el pedido {order}. Suelen contestar en 48 horas.\n\nSi no aparece, te mandamos otro sin coste.',
        ],
        where: [
          'hola, [alguna novedad|se sabe algo] del paquete {order}? // {carrier} no me coge el teléfono',
          'buenas, el {device} sigue sin aparecer // he preguntado a los vecinos y nada',
        ],
        look: ['Hola, {name}. Sigo viendo el pedido {order} «en investigación». Si mañana no hay respuesta, sale uno nuevo.'],
        found: [
          '{carrier} ha confirmado que el paquete se perdió en el almacén. Hoy sale otro {device} a {street}, con entrega el {date}.\n\nTe hemos abonado {amount} por las molestias.',
        ],
      },
    ],
    charge: [
      {
        subject: ['Cobro duplicado de {amount}', 'Me habéis cobrado dos veces', 'Factura {invoice}: cargo doble'],
        twice: [
          'He llamado y no he podido hablar con nadie. En el banco me aparecen dos cargos iguales de {amount} con fecha {past}. Adjunto el extracto.\n\nOs ruego que devolváis uno de los dos.',
          'Me habéis pasado dos veces la factura {invoice}: {amount} y otra vez {amount}. Adjunto captura del banco en PDF.',
        ],
        check: [
          'Tienes razón: el recibo de la factura {invoice} se envió dos veces al banco. He pedido la devolución de {amount}; tarda entre 3 y 5 días laborables.',
        ],
        when: ['hola, sigo sin ver la devolución de los {amount} // [cuándo llega?|se ha hecho ya?]'],
        refund: ['Hola, {name}. La transferencia salió [ayer|esta mañana] con referencia {ticket}. Debería estar en tu cuenta mañana.'],
      },
    ],
    router: [
      {
        subject: ['Avería {ticket}'],
        dead: [
          '[hola|buenas], me he quedado sin internet // el {device} tiene la luz roja // desde anoche',
          'no funciona el wifi otra vez 😤 // [tengo una reunión en media hora|los niños tienen deberes online]',
          'el internet va y viene todo el rato // en {street}',
        ],
        restart: [
          'Hola, {name}, soy {agentShort}. ¿Puedes apagarlo 30 segundos y volver a encenderlo? Mientras miro la línea.',
          'Vamos a verlo. Desenchufa el {device} un minuto, por favor, y dime qué luces quedan encendidas.',
        ],
        tried: [
          'ya lo he hecho dos veces // sigue igual, luz roja',
          'hecho // ahora parpadea en naranja // y nada',
          'lo he apagado, lo he encendido, he rezado // nada 😅',
        ],
        technician: ['La señal no llega a tu casa: hay que mandar un técnico. Te llamamos para la cita, parte {ticket}.'],
        after: ['Hola, {name}. ¿Va bien la conexión desde que pasó el técnico?'],
      },
    ],
    booking: [
      {
        subject: ['Cita {ticket}'],
        move: [
          'hola, tengo cita con el técnico el {date} y [no voy a poder|me ha salido un viaje] // se puede cambiar?',
          'buenas, necesito mover la instalación de {street} // ese día trabajo',
        ],
        slots: ['Sin problema, {name}. Tengo libre el {later} a las 9:30 o a las {time}. ¿Cuál prefieres?'],
        choice: ['la segunda mejor', 'a las 9:30 perfecto // que llamen antes de subir, el timbre no funciona', 'la primera. gracias!'],
        set: ['Hecho: queda cambiada. Te llegará un SMS el día antes. [¡Gracias por avisar!|Gracias por avisar con tiempo.]'],
      },
    ],
    warranty: [
      {
        subject: ['Garantía del {device}', '{device} estropeado – garantía'],
        broken: [
          'Compré el {device} con vosotros hace ocho meses y ha dejado de encender. Adjunto una foto. ¿Lo cubre la garantía?',
          'El {device} se apaga solo cada pocos minutos. Lo tengo desde el {past}, así que entiendo que está en garantía. Mando foto de la etiqueta.',
        ],
        proof: ['Lo cubre, sí. Para tramitarlo necesito la factura de compra en PDF. Con eso abro el cambio {ticket}.'],
        ticket: ['Adjunto la factura {invoice}. ¿Tengo que mandar yo el aparato o lo recogéis?'],
        swap: ['Todo correcto. {carrier} recogerá el {device} en {street} el {date} y te dejará el nuevo en la misma visita.'],
      },
    ],
    vat: [
      {
        subject: ['NIF incorrecto en la factura {invoice}', 'Rectificar factura {invoice}'],
        wrong: [
          'La factura {invoice} de {amount} lleva mal el NIF: pone el particular y tiene que ser el de la empresa, {vat}. Nuestra gestoría no puede contabilizarla.\n\n¿Podéis rectificarla antes de cerrar el trimestre?',
        ],
        fixed: ['Adjuntamos la factura rectificativa con el NIF que nos indicas. Disculpa las molestias.'],
        still: [
          'Gracias, pero el NIF sigue mal: falta la letra. Es {vat}.',
          'Ahora el NIF está bien pero habéis puesto la dirección antigua. La correcta es {street}.',
        ],
        right: [
          'Te he llamado y no he podido localizarte. Va la factura {invoice} corregida, esta vez comprobada por mí: NIF {vat}, {street}.',
        ],
      },
    ],
    blocked: [
      {
        subject: ['Línea bloqueada'],
        abroad: [
          'hola!! estoy en {place} y la SIM está bloqueada // os he dejado un mensaje en el buzón // necesito el móvil ya',
          'buenas, acabo de llegar a {place} y no tengo línea // solo wifi del hotel // he llamado y ha saltado el contestador',
        ],
        verify: [
          'Hola, {name}. Para desbloquearla tengo que comprobar que eres tú: ¿cuáles son los cuatro últimos números de tu contrato?',
        ],
        code: ['{code}', '{code} // date prisa porfa 🙏'],
        open: [
          'Gracias. El sistema la bloqueó por seguridad al entrar en {place}. Ya está activa: apaga y enciende el móvil. Te llamo luego para confirmar.',
        ],
      },
    ],
    form: [
      {
        subject: ['Formulario de portabilidad firmado', 'Envío del formulario {ticket}'],
        sent: [
          'Adjunto el formulario firmado para [la portabilidad|el cambio de titular] de la línea {phone}.',
          'Os mando el impreso firmado que me pedisteis (referencia {ticket}).',
        ],
        nothing: [
          'hola, mandé el formulario hace días y nadie me dice nada // referencia {ticket}',
          'buenas, [habéis recibido mi formulario|os llegó el papel firmado]? // lo mandé por correo',
        ],
        search: ['Hola, {name}. No lo encuentro en el expediente {ticket}. ¿Me lo puedes reenviar por correo? Lo adjunto yo a mano.'],
        again: [
          'Aquí va otra vez el formulario. Es la segunda vez que lo envío.',
          'Reenvío el formulario firmado, como me habéis pedido por chat.',
        ],
        got: [
          'Recibido y archivado. El cambio será efectivo el {date}. [Gracias por reenviarlo|Perdona que te lo hayamos pedido dos veces].',
        ],
      },
    ],
    complaint: [
      {
        subject: ['Reclamación por velocidad', 'Reclamación {ticket}', 'Sigo pagando un servicio que no tengo'],
        first: [
          'Tengo contratados 600 megas y no llegan a 80. Llevo así desde el {past}. Quiero que lo arregléis o que me bajéis la cuota.',
          'En la factura {invoice} me cobráis {amount} por un canal que di de baja en enero. Es la primera vez que lo reclamo por escrito.',
        ],
        second: ['hola, escribí un correo hace dos días ({ticket}) y no he tenido respuesta // tengo que contarlo otra vez?'],
        pass: ['Hola, {name}. Veo tu correo. Lo paso a facturación y te dicen algo.'],
        third: [
          'Escribo por tercera vez por lo mismo: correo, chat y teléfono, y cada vez he tenido que explicarlo desde el principio.\n\nSi no hay solución esta semana, lo llevaré a Consumo.',
        ],
        resolve: [
          'Como te he explicado por teléfono, te abonamos {amount} y desde hoy llevo yo tu caso hasta que esté cerrado. Puedes contestar directamente a este correo.',
        ],
      },
    ],
    cancel: [
      {
        subject: ['Baja del servicio', 'Quiero darme de baja', 'Solicitud de baja – {account}'],
        leave: [
          'Quiero dar de baja la cuenta {account} con efecto a final de mes. [Me mudo|Me voy a otra compañía|Cierro el local].',
          'Os comunico la baja de la fibra en {street}. Decidme cómo devuelvo el {device}.',
        ],
        end: [
          'Confirmamos la baja de la cuenta {account} con fecha {date}. Adjuntamos la etiqueta para devolver el {device} en cualquier oficina.\n\nGracias por el tiempo que has estado con nosotros.',
        ],
      },
    ],
    ask: [
      {
        subject: ['Horario'],
        question: ['hola, qué horario tenéis el sábado?'],
        answer: ['Los sábados, de 9 a 14 h. El chat funciona también por la tarde.'],
      },
      {
        subject: ['Permanencia'],
        question: ['buenas, [hasta cuándo tengo permanencia?|me queda permanencia?]'],
        answer: ['Tu permanencia termina el {date}. Te avisamos un mes antes.'],
      },
      {
        subject: ['Roaming'],
        question: ['me voy a {place} la semana que viene // [tengo datos allí?|cuánto cuesta el roaming?]'],
        answer: ['En {place} puedes usar tu tarifa con 12 GB incluidos. A partir de ahí, 3 € al día.'],
      },
      {
        subject: ['Copia de la factura {invoice}'],
        question: ['[me podéis mandar|necesito] la factura {invoice}? // la pide mi gestoría'],
        answer: ['Claro, la tienes ya en tu área de cliente y te la acabo de enviar también por correo.'],
      },
      {
        subject: ['Línea nueva'],
        question: ['quiero añadir otra línea para un empleado // cuánto sería?'],
        answer: ['Una línea adicional sale a 8 € al mes. ¿La activo con número nuevo o hacéis portabilidad?'],
      },
      {
        subject: ['Duplicado de SIM'],
        question: ['he perdido la SIM 🙈 // [me mandáis otra?|cómo pido un duplicado?]'],
        answer: ['Te mando un duplicado a {street}. Llega el {date}; la antigua queda anulada.'],
      },
      {
        subject: ['Cambio de cuenta bancaria'],
        question: ['he cambiado de banco // dónde pongo la cuenta nueva?'],
        answer: ['En tu área de cliente, en «Pagos». El próximo recibo, de {amount}, ya irá a la nueva.'],
      },
      {
        subject: ['Subida de tarifa'],
        question: ['por qué este mes son {amount}? // antes pagaba menos'],
        answer: ['El mes pasado acabó tu promoción. Te puedo aplicar otra de seis meses: ¿la quieres?'],
      },
      {
        subject: ['Cobertura'],
        question: ['hay fibra en {street}? // me mudo el mes que viene'],
        answer: ['Sí, llega hasta 1 Gb. Si me dices la fecha de la mudanza te reservo cita.'],
      },
      {
        subject: ['Desvío de llamadas'],
        question: ['cómo desvío las llamadas de la oficina al móvil?'],
        answer: ['Marca *21*, el número y #. Para quitarlo, #21#.'],
      },
      {
        subject: ['Pedido {order}'],
        question: ['cuándo llega el pedido {order}?'],
        answer: ['Está en reparto: {carrier} lo entrega el {date} antes de las {time}.'],
      },
      {
        subject: ['Contraseña del wifi'],
        question: ['dónde veo la contraseña del wifi? // he perdido la pegatina'],
        answer: ['En la app, en «Mi red». Si quieres te la cambio ahora a distancia.'],
      },
      {
        subject: ['Bono de datos'],
        question: ['[me he quedado sin datos|los datos van lentísimos] // se pueden comprar más?'],
        answer: ['Sí: 10 GB por 5 €. Te lo acabo de ofrecer por SMS, contesta SÍ y listo.'],
      },
      {
        subject: ['Número oculto'],
        question: ['me llaman todo el día desde números raros // se pueden bloquear?'],
        answer: ['He activado el filtro antispam en tu línea. En unas horas deberías notarlo.'],
      },
    ],
    usage: [
      {
        subject: ['Consumo de las líneas', 'Detalle de llamadas de {invoice}'],
        report: [
          '¿Me podéis mandar el detalle de consumo de todas las líneas del último mes? Lo necesito en un formato que abra la hoja de cálculo.',
        ],
        list: ['Adjunto el detalle en CSV: una fila por línea, con datos y minutos. El total coincide con la factura {invoice}, {amount}.'],
        thanksMail: ['Recibido, justo lo que necesitaba. ¿Podría llegarme todos los meses?'],
        closing: ['Queda programado para el día 2 de cada mes, a esta misma dirección.'],
      },
    ],
  },
}

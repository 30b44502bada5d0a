type Levels = {
  given: 'same' | 'part' | 'script' | 'nickname' | 'similar' | 'initial' | 'alike' | 'differ'
  family: 'same' | 'script' | 'similar' | 'part' | 'initial' | 'alike' | 'differ'
  order: 'swapped' | 'differ'
  mail: 'same' | 'similar' | 'local' | 'differ'
  login: 'same' | 'similar' | 'differ'
  phone: 'same' | 'end' | 'similar' | 'differ'
  birth: 'same' | 'swapped' | 'similar' | 'month' | 'parts' | 'day' | 'near' | 'alike' | 'year' | 'differ'
  street: 'same' | 'similar' | 'name' | 'differ'
  place: 'same' | 'postcode' | 'town' | 'near' | 'differ'
  number: 'same' | 'similar' | 'differ'
  reference: 'same' | 'differ'
  mention: 'same' | 'differ'
  attribute: 'same' | 'similar' | 'differ'
}

/** One thing that was compared of two people, and how far it agrees: the levels of electron/linkage/record.ts. */
export type ReasonCode = { [Field in keyof Levels]: `${Field}-${Levels[Field]}` }[keyof Levels]

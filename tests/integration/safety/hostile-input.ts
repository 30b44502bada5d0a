import fc from 'fast-check'
import type { ZodType } from 'zod'
import * as z from 'zod'

/** What people and programs send who want SQL, the full-text index, a path, an object or a text to break. */
export const hostileTexts = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '"a\0',
    '\ud800',
    'x\udc00y',
    '\ufffe\uffff',
    '\u202egnp.exe',
    '\u0301'.repeat(50),
    '😀'.repeat(40),
    '\u2028\r\n\t',
  ],
  ...[
    "'",
    '"',
    '""',
    "';DROP TABLE customer;--",
    "' OR 1=1 --",
    '%',
    '_',
    '%_%',
    '\\',
    "\\'",
    '`',
    '$(id)',
    '@name',
    '?1',
    ':a',
    '/*',
    '--',
  ],
  ...[
    'NEAR(a b, 2)',
    'a NEAR b',
    'a*',
    '*',
    '^a',
    'a AND',
    'NOT',
    'OR OR',
    'a NOT b',
    '{subject text} : a',
    'text : a',
    '- a',
    'a + b',
    '((((',
  ],
  ...[
    'from:"',
    'from:*',
    'from:\0',
    'to:^',
    '-"',
    'after:0000-00-00',
    'before:99999-99',
    'channel:__proto__',
    'in:constructor',
    'has:',
    '"a" "b',
    'a" OR "b',
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '{"__proto__":{"a":1}}',
    'NaN',
    'Infinity',
    '-0',
    '1e999',
    '0x10',
  ],
  ...[
    '../../etc/passwd',
    '..\\..\\x',
    '/absolute',
    'C:\\x',
    'CON',
    'AUX.txt',
    'a/b',
    '%2e%2e%2f',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
  ],
  ...[
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '<script>alert(1)</script>',
    '{{customer.name}}',
    '{{',
    'EUR',
    '٣٤',
    'İ',
    'ß',
    'ﬃ',
    '請求書',
    '請',
  ],
  ...['a '.repeat(5000), '('.repeat(20_000), '"'.repeat(499), 'a"'.repeat(50_000), 'x'.repeat(100_000), 'ñ'.repeat(300)],
]

type Json = z.core.JSONSchema.BaseSchema

/** Inputs that a schema lets through and that are as nasty as it allows. `ids`: numbers of things that are there. */
export function hostileInputs(schema: ZodType, ids: readonly number[]): unknown[] {
  const made = of(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), ids)
  return fc.sample(made, { numRuns: 30, seed: 7 }).filter(value => schema.safeParse(value).success)
}

function of(schema: Json | boolean, ids: readonly number[]): fc.Arbitrary<unknown> {
  if (typeof schema === 'boolean') return anything
  const either = schema.anyOf ?? schema.oneOf
  if (either) return fc.oneof(...either.map(one => of(one, ids)))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.type === 'null') return fc.constant(null)
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'integer' || schema.type === 'number') return numberOf(schema, ids)
  if (schema.type === 'string') return textOf(schema)
  if (schema.type === 'array')
    return fc.array(of(typeof schema.items === 'object' && !Array.isArray(schema.items) ? schema.items : {}, ids), {
      minLength: schema.minItems ?? 0,
      maxLength: Math.min(schema.maxItems ?? 3, Math.max(3, schema.minItems ?? 0)),
    })
  if (schema.type === 'object') {
    const needed = new Set(schema.required)
    const known = Object.entries(schema.properties ?? {}).map(([name, one]) => [name, of(one, ids)] as const)
    const record = fc.record(Object.fromEntries(known), { requiredKeys: known.flatMap(([name]) => (needed.has(name) ? [name] : [])) })
    // What no schema knows: a key that would reach every object's prototype.
    return fc.tuple(record, fc.constantFrom('__proto__', 'constructor', 'prototype'), fc.boolean()).map(([given, key, add]) =>
      add
        ? JSON.parse(
            JSON.stringify(given)
              .replace(/\}$/, `${known.length > 0 ? ',' : ''}"${key}":{"polluted":1}}`)
              .replace('{,', '{'),
          )
        : given,
    )
  }
  return anything
}

const anything = fc.oneof(fc.constantFrom(...hostileTexts), fc.integer(), fc.constant(null), fc.constant({}))

function numberOf({ minimum, maximum, exclusiveMinimum: above }: Json, ids: readonly number[]): fc.Arbitrary<number> {
  const all = [
    ...ids,
    0,
    -1,
    1,
    2,
    7,
    40,
    1.5,
    2 ** 31,
    2 ** 53 - 1,
    -(2 ** 53 - 1),
    2 ** 53,
    1e300,
    -1e300,
    8.64e15 + 1,
    1_735_725_600_000,
  ]
  return fc.constantFrom(
    ...all.filter(
      one =>
        one >= (minimum ?? Number.NEGATIVE_INFINITY) &&
        one <= (maximum ?? Number.POSITIVE_INFINITY) &&
        one > (typeof above === 'number' ? above : Number.NEGATIVE_INFINITY),
    ),
    minimum ?? 1,
  )
}

function textOf({ format, maxLength, minLength }: Json): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.constantFrom('00000000-0000-4000-8000-000000000000', '123e4567-e89b-42d3-a456-426614174000')
  if (format === 'date') return fc.constantFrom('2025-02-28', '0001-01-01', '9999-12-31')
  const fitting = hostileTexts.map(text => text.slice(0, maxLength ?? 100_000)).filter(text => text.length >= (minLength ?? 0))
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...fitting) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: Math.min(maxLength ?? 20, 20) }) },
    { weight: 1, arbitrary: fc.constantFrom('UTC', 'Europe/Madrid', 'en', 'es', 'ES') },
  )
}

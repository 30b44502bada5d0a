import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callOfForm, callOfLink } from '#shared/model/call.ts'
import { normalisePhone } from '#shared/model/phone.ts'
import { heardOf } from '../../../electron/calls/live-calls.ts'

test('a plus stays a plus, written out or not', () => {
  const ana = { state: 'ringing', from: '+34600111222', to: '' }
  expect(callOfLink('hilo://call?from=+34600111222')).toEqual(ana)
  expect(callOfLink('hilo://call?from=%2B34600111222')).toEqual(ana)
  expect(callOfLink(' HILO:call?from=+34600111222#x')).toEqual(ana)
  // As systems hand an address on that they took for one with a host.
  expect(callOfLink('hilo://call/?from=+34600111222&state=ringing')).toEqual(ana)
})

test('a name is read as forms are encoded', () => {
  const call = { from: '+34600111222', name: 'Ana Pérez' }
  expect(callOfForm(new URLSearchParams(call).toString())).toMatchObject(call)
})

test('every part is read, and one that is left out or empty is as if it were not there', () => {
  expect(callOfForm('from=600111222&to=201&id=abc%401.2.3.4&state=answered&name=Ana%20P%C3%A9rez')).toEqual({
    from: '600111222',
    to: '201',
    id: 'abc@1.2.3.4',
    state: 'answered',
    name: 'Ana Pérez',
  })
  expect(callOfForm('from=&to=&id=7&state=')).toEqual({ id: '7', from: '', to: '', state: 'ringing' })
})

test.each([
  'hilo://call',
  'hilo://call?',
  'hilo://call?from=',
  'hilo://call?state=ended',
  'hilo://call?from=1&state=dancing',
  'hilo://other?from=1',
  'https://call?from=1',
  `hilo://call?from=1&id=${'x'.repeat(300)}`,
  `hilo://call?from=${'9'.repeat(3000)}`,
])('%s says nothing', link => {
  expect(callOfLink(link)).toBeUndefined()
})

test('whatever is opened, it says something or nothing', () => {
  const part = fc.oneof(fc.string(), fc.constantFrom('from=', '&to=', '+34600111222', '%', '%zz', '&state=ended', '=', '&'))
  fc.assert(
    fc.property(fc.array(part), parts => {
      const call = callOfLink(`hilo://call?${parts.join('')}`)
      if (call) expect(['ringing', 'answered', 'ended']).toContain(call.state)
    }),
  )
})

const heard = (from: string, to = '', own: string[] = []) =>
  heardOf({ state: 'ringing', from, to }, raw => normalisePhone(raw, 'ES'), new Set(own))

test('the other side is who is not ours', () => {
  expect(heard('600 111 222')).toEqual({ state: 'ringing', direction: 'in', number: '+34600111222' })
  expect(heard('sip:+34600111222@trunk.example;user=phone', '201')).toMatchObject({ direction: 'in', number: '+34600111222' })
  expect(heard('201', '0034600111222')).toMatchObject({ direction: 'out', number: '+34600111222' })
  expect(heard('+34912000000', '+34600111222', ['+34912000000'])).toMatchObject({ direction: 'out', number: '+34600111222' })
  expect(heard('201', '202')).toBeUndefined()
  expect(heard('+34912000000', '202', ['+34912000000'])).toBeUndefined()
  expect(heard('anonymous', '201')).toEqual({ state: 'ringing', direction: 'in' })
})

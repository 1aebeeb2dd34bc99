import { describe, expect, it } from 'vitest'
import { matchers } from '../../contract/matchers/matchers.ts'
import { createDoubles, createOberplan } from '../../handlers/index.ts'
import '../../handlers/vitest.ts'

const { toHaveReceived, toHaveNoViolations } = matchers

describe('a matcher that is used wrongly', () => {
  it('throws at an operation that there is not, by .not too', () => {
    const oberplan = createOberplan()
    const sentence = new Error(
      'Failed to verify "createUser": there is no such operation. Choose from getUserSettings, ' +
        'updateUserSettings, deleteAccount, getRateLimit, activateEmail.',
    )
    // @ts-expect-error an operation of another API
    expect(() => expect(oberplan).toHaveReceived('createUser')).toThrow(sentence)
    // @ts-expect-error an operation of another API
    expect(() => expect(oberplan).not.toHaveReceived('createUser')).toThrow(sentence)
    expect(() => toHaveReceived(oberplan, 'toString')).toThrow('there is no such operation')
  })

  it('throws at a part that no call has, by .not too', () => {
    const oberplan = createOberplan()
    const sentence = new Error(
      'Failed to verify "deleteAccount": a call has no "boby". Choose from params, query, ' +
        'headers, body, status, times.',
    )
    // @ts-expect-error a misspelt part
    expect(() => expect(oberplan).not.toHaveReceived('deleteAccount', { boby: {} })).toThrow(
      sentence,
    )
  })

  it.each(['2', 1.5, -1, Number.NaN, null])('throws at what is no number of calls: %s', times => {
    const { journal } = createOberplan()
    const sentence = `Failed to verify "getUserSettings": there are never ${times} calls. Give a whole`
    const { calledTimes, calledAtLeast } = journal.verify('getUserSettings')
    expect(() => calledTimes(times as number)).toThrow(sentence)
    expect(() => calledAtLeast(times as number)).toThrow(sentence)
    expect(() =>
      expect(createOberplan()).not.toHaveReceived('getUserSettings', { times: times as number }),
    ).toThrow(sentence)
  })

  it.each([undefined, null, 5, 'x', [], { boby: 1 }])(
    'throws at what no call is like: %j',
    sent => {
      const { journal } = createOberplan()
      const { calledWith, calledOnceWith } = journal.verify('getUserSettings')
      for (const step of [calledWith, calledOnceWith]) {
        expect(() => step(sent as object)).toThrow(
          /^Failed to verify "getUserSettings": (what a call is to be like is|a call has no "boby")/,
        )
      }
    },
  )

  it.each([undefined, null, 5, 'overplane', {}, []])(
    'throws at what is no double: %s',
    received => {
      expect(() => toHaveReceived(received, 'createUser')).toThrow(
        new TypeError(
          'Failed to verify "createUser": expect was given no double. Give it one, as in ' +
            'expect(overplane) or expect(doubles.overplane).',
        ),
      )
    },
  )

  it('throws at several doubles where it wants one', () => {
    // @ts-expect-error several doubles
    expect(() => expect(createDoubles()).not.toHaveReceived('createUser')).toThrow('no double')
  })

  it.each([undefined, null, 5, 'overplane', {}, [], [1]])(
    'throws at what holds no double: %s',
    received => {
      expect(() => toHaveNoViolations(received)).toThrow(
        new TypeError(
          'Failed to verify the calls: expect was given no double. Give it one, or all, as in ' +
            'expect(overplane) or expect(createDoubles()).',
        ),
      )
    },
  )
})

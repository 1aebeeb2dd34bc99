import { expect, it } from 'vitest'
import { createCountdown } from '../../handlers/pterodactyl/countdown.ts'

/** Counts in a time of its own. */
function stand() {
  const clock = { seconds: 0 }
  const countdown = createCountdown(60, () => new Date(Date.UTC(2026, 0, 1) + clock.seconds * 1000))
  const left = (caller = 'ada') => {
    countdown.use(caller, 240)
    return countdown.look(caller, 240).remaining
  }
  return { clock, countdown, left }
}

it('what is left counts down, for each caller by itself, and starts again after a minute', () => {
  const { clock, countdown, left } = stand()
  expect([left(), left(), left('bob')]).toEqual([239, 238, 239])
  clock.seconds = 59
  expect([left(), countdown.look('ada', 240).reset]).toEqual([237, 1])
  clock.seconds = 60
  expect(countdown.look('ada', 240)).toEqual({ limit: 240, remaining: 240, reset: 60 })
  expect([left(), left()]).toEqual([239, 238])
})

it('nobody is turned away: used up, it starts again', () => {
  const { left } = stand()
  expect(Array.from({ length: 481 }, () => left())).toEqual([
    ...Array.from({ length: 240 }, (_, nth) => 239 - nth),
    ...Array.from({ length: 240 }, (_, nth) => 239 - nth),
    239,
  ])
})

it('of very many callers it forgets the oldest, and of those whose minute is over all', () => {
  const { clock, left } = stand()
  expect(left()).toBe(239)
  for (let nth = 0; nth < 9999; nth += 1) left(`key ${nth}`)
  expect(left()).toBe(238)
  left('one more')
  expect(left()).toBe(239)
  clock.seconds = 61
  expect([left('late'), left('key 7')]).toEqual([239, 239])
})

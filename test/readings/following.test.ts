import { describe, expect, it } from 'vitest'
import { createDoubles, createPterodactyl } from '../../handlers/index.ts'
import { library } from '../define/library.ts'

const calibration = {
  api: 'library',
  date: '2026-01-15T09:30:00Z',
  baseUrl: 'https://library.example.com',
  version: '0.1.0',
  readings: { createStatus: '200', unset: 'absent' },
  beyond: { missingStatus: 418 },
}

const taken = {
  createStatus: 201,
  refusalBody: 'error',
  missingStatus: 404,
  strayMethod: 405,
  unset: 'null',
  keyOrder: 'page',
  unknownKeys: 'ignored',
  listOrder: 'oldest first',
}

// What no TypeScript would let through comes from JavaScript and from JSON.
const any = (readings: unknown) => ({ readings }) as object

describe('the readings of a double', () => {
  it('are what is taken, unless it is told otherwise', () => {
    expect(library.create().readings).toEqual(taken)
    expect(library.create({ readings: { unset: 'absent' } }).readings).toEqual({
      ...taken,
      unset: 'absent',
    })
  })

  it('are what is live where it is one of their values, with the fidelity "observed"', () => {
    expect(library.create({ fidelity: 'observed' }).readings).toEqual({
      ...taken,
      createStatus: 200,
    })
  })

  it('are told over the fidelity', () => {
    const { readings } = library.create({ fidelity: 'observed', readings: { createStatus: 204 } })
    expect(readings.createStatus).toBe(204)
  })

  it('come out of what a verification saved, numbers as their digits too, without what no double can follow', () => {
    const { readings } = library.create({ readings: calibration })
    expect(readings).toEqual({ ...taken, createStatus: 200, unset: 'absent' })
  })

  it('cannot be written', () => {
    const { readings } = library.create()
    expect(() => Object.assign(readings, { unset: 'absent' })).toThrow(TypeError)
  })

  it('change from now on', () => {
    const double = library.create()
    const before = double.readings
    double.follow({ createStatus: 200 })
    expect(double.readings).toEqual({ ...taken, createStatus: 200 })
    expect(before).toEqual(taken)
    double.follow(calibration)
    expect(double.readings.unset).toBe('absent')
  })

  it('change all, or none of them', () => {
    const double = library.create()
    const changes: object = { unset: 'absent', createStatus: 418 }
    expect(() => double.follow(changes)).toThrow('"createStatus" is 418.')
    expect(double.readings).toEqual(taken)
  })

  it('are left by a reset, and no part of a snapshot', () => {
    const double = library.create({ readings: { unset: 'absent' } })
    const snapshot = double.snapshot()
    double.follow({ unset: 'null', createStatus: 200 })
    double.reset()
    double.restore(snapshot)
    expect(double.readings).toMatchObject({ unset: 'null', createStatus: 200 })
  })
})

describe('a reading that cannot be followed', () => {
  const failed = 'Failed to set the readings of the "library" double: '

  it.each([
    [{ createStats: 200 }, 'there is no "createStats". Choose from createStatus, refusalBody,'],
    [{ opening: 'Always.' }, 'there is no "opening". Choose from createStatus'],
    [{ createStatus: 418 }, '"createStatus" is 418. Give 201 or 200 or 204.'],
    [{ createStatus: '0200' }, '"createStatus" is "0200". Give 201 or 200 or 204.'],
    [{ createStatus: [200] }, '"createStatus" is a list. Give 201 or 200 or 204.'],
    [{ createStatus: null }, '"createStatus" is null. Give'],
    [{ unset: 'gone' }, '"unset" is "gone". Give null or absent.'],
    [{ constructor: 1 }, 'there is no "constructor".'],
    [5, 'it is 5. Give values by the names of readings, or what "verify --save" wrote.'],
    [null, 'it is null. Give values'],
    [[], 'it is a list. Give values'],
    [
      { ...calibration, api: 'overplane' },
      'these are the readings of "overplane". Give those of "library".',
    ],
    [{ ...calibration, readings: { unset: 7 } }, '"unset" is 7. Give null or absent.'],
  ])('such as %j is named, with the choices', (readings, sentence) => {
    expect(() => library.create(any(readings))).toThrow(failed + sentence)
    const double = library.create()
    expect(() => double.follow(Object(any(readings)).readings)).toThrow(failed + sentence)
  })

  it('is none of the business of what is left out', () => {
    expect(library.create(any({ unset: undefined })).readings).toEqual(taken)
    expect(library.create(any(undefined)).readings).toEqual(taken)
  })
})

describe('all doubles', () => {
  it('take readings by the names of their APIs', () => {
    const doubles = createDoubles({ readings: { pterodactyl: { deleteStatus: 204 } } })
    expect(doubles.pterodactyl.readings.deleteStatus).toBe(204)
    expect(doubles.pterodactyl.readings.listMeta).toBe('none')
  })

  it('take what a verification saved of one of them', () => {
    const saved = { ...calibration, api: 'pterodactyl', readings: { listMeta: 'pagination' } }
    expect(createDoubles({ readings: saved }).pterodactyl.readings.listMeta).toBe('pagination')
    const { readings } = createDoubles({ readings: { pterodactyl: saved } }).pterodactyl
    expect(readings.listMeta).toBe('pagination')
  })

  it.each([
    [
      { pterodactyle: {} },
      'create the doubles: there is no "readings.pterodactyle". Choose from o',
    ],
    [5, 'create the doubles: "readings" is 5. Give readings by the names of APIs'],
    [calibration, 'create the doubles: there is no "readings.library". Choose from overplane, '],
    [{ pterodactyl: { a: 1 } }, 'set the readings of the "pterodactyl" double: there is no "a".'],
  ])('refuse %j in a sentence', (readings, sentence) => {
    expect(() => createDoubles(any(readings))).toThrow(`Failed to ${sentence}`)
  })
})

describe('the panel as it was seen', () => {
  it('is a set of readings', () => {
    expect(createPterodactyl({ fidelity: 'observed' }).readings).toEqual({
      ...createPterodactyl().readings,
      ...{ deleteStatus: 204, listMeta: 'pagination', keyOrder: 'panel', countdown: 'yes' },
    })
  })
})

import { defineConfig } from 'contract-doubles/define'
import { harbour } from './src/harbour.ts'

export default defineConfig({
  apis: { harbour },
  worlds: {
    'a full harbour': {
      harbour: db => {
        for (const berth of ['A1', 'A2', 'B1']) {
          db.booking.create({ berth, boat: `Boat of ${berth}`, nights: 7 })
        }
      },
    },
  },
  serve: { port: 4020 },
})

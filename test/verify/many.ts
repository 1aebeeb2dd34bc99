import { type PterodactylDb, pterodactyl } from '../../handlers/pterodactyl/index.ts'

/** The documented world with more than a hundred users: of a smaller one a verification would make as many. */
export const many = {
  name: 'many',
  pterodactyl(db: PterodactylDb) {
    pterodactyl.documented(db)
    for (let id = 1001; id <= 1110; id += 1) {
      const names = { username: `user${id}`, first_name: 'Ada', last_name: 'Lovelace' }
      db.user.create({ id, email: `user${id}@example.org`, ...names })
    }
  },
}

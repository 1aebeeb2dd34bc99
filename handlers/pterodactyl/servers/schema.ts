import { listOf, Server } from '../objects.ts'

export const ServerList = listOf(Server)

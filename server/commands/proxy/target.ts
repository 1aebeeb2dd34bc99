import { type ClientRequest, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { longestHead } from './headers.ts'

/** The provider that a proxy stands before. */
export interface Target {
  /** `https://staging.example.com` */
  readonly origin: string
  /** What a request names as its host: `staging.example.com:8443`. */
  readonly host: string
  /** Begins a request that has no headers yet. */
  request(method: string, path: string): ClientRequest
  close(): void
}

/** How many connections wait for the next request. */
const mostIdle = 64

/** The provider at a base URL; an insecure one may show any certificate. */
export function createTarget(baseUrl: string, isInsecure: boolean): Target {
  const { origin, protocol, hostname, port, host } = new URL(baseUrl)
  const kept = { keepAlive: true, maxFreeSockets: mostIdle }
  const agent =
    protocol === 'https:'
      ? new SecureAgent({ ...kept, rejectUnauthorized: !isInsecure })
      : new PlainAgent(kept)
  const request = protocol === 'https:' ? secureRequest : plainRequest
  const place = {
    host: hostname.replace(/^\[|\]$/g, ''),
    ...(port !== '' && { port: Number(port) }),
  }
  return {
    origin,
    host,
    request: (method, path) =>
      request({ ...place, agent, method, path, setHost: false, maxHeaderSize: longestHead }),
    close: () => agent.destroy(),
  }
}

/** Why there was no reply of a provider, as a sentence with a way out. */
export function toSentence(origin: string, error: Error): string {
  const code = String(Reflect.get(error, 'code') ?? error.message)
  const failed = `Failed to pass on to ${origin}:`
  if (isOfCertificate(code)) {
    return `${failed} its certificate is not trusted (${code}). Trust it with NODE_EXTRA_CA_CERTS, or take any with --insecure.`
  }
  if (code.startsWith('HPE_')) {
    return `${failed} its reply is no HTTP/1.1 (${code}). Ask it directly to see what it says.`
  }
  if (/^(ECONNRESET|EPIPE)$/.test(code)) {
    return `${failed} it broke the connection off before it replied (${code}). Look into its log.`
  }
  return `${failed} nobody answers there (${code}). Start the provider, or name another with --url.`
}

const isOfCertificate = (code: string): boolean =>
  /CERT|SIGNATURE|ERR_TLS_CERT_ALTNAME_INVALID/.test(code)

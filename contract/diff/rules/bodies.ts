import type { CallView } from '../calls.ts'
import type { OperationView } from '../operations.ts'
import { foundIf, missingIn, type Rule } from './rule.ts'

/** Rules of what an operation takes and answers: bodies, statuses, media types, headers. */
export const bodyRules: readonly Rule<OperationView, CallView>[] = [
  {
    id: 'body-required',
    says: 'A body has to be sent.',
    verdict: 'breaking',
    find: ({ body: before }, { body: after }) =>
      foundIf(after?.isRequired === true && !before?.isRequired, {
        ...{ at: 'request', breaks: call => call.body === undefined },
      }),
  },
  {
    id: 'body-optional',
    says: 'A body may be sent, and may be left out.',
    verdict: 'harmless',
    find: ({ body: before }, { body: after }) =>
      foundIf(after?.isRequired === false && before?.isRequired !== false, { at: 'request' }),
  },
  {
    id: 'body-removed',
    says: 'A body is no longer taken.',
    verdict: 'breaking',
    find: ({ body: before }, { body: after }) =>
      foundIf(before !== undefined && after === undefined, {
        ...{ at: 'request', breaks: call => call.body !== undefined },
      }),
  },
  {
    id: 'request-type-removed',
    says: 'A body of this media type is no longer taken.',
    verdict: 'breaking',
    find: ({ body: before }, { body: after }) =>
      !before || !after
        ? []
        : typesGone(before, after).map(type => ({
            ...{ at: 'request', before: type, breaks: call => call.type === type },
          })),
  },
  {
    id: 'request-type-added',
    says: 'A body may be of another media type, too.',
    verdict: 'harmless',
    find: ({ body: before }, { body: after }) =>
      !before || !after
        ? []
        : typesGone(after, before).map(type => ({ at: 'request', after: type })),
  },
  {
    id: 'status-removed',
    says: 'A status is no longer answered.',
    verdict: 'perhaps',
    unless: 'breaking where it is one of success',
    find: (before, after) =>
      missingIn(statusesOf(before), statusesOf(after)).map(status => ({
        ...{ at: `reply ${status}`, breaks: call => replyOf(before, call) === status },
        ...(isSuccess(status) && { verdict: 'breaking' }),
      })),
  },
  {
    id: 'status-added',
    says: 'A status may be answered that nobody has reckoned with.',
    verdict: 'harmless',
    unless: 'perhaps where it is one of success',
    find: (before, after) =>
      missingIn(statusesOf(after), statusesOf(before)).map(status => ({
        at: `reply ${status}`,
        ...(isSuccess(status) && { verdict: 'perhaps' }),
      })),
  },
  {
    id: 'reply-type-removed',
    says: 'A reply no longer comes in this media type.',
    verdict: 'breaking',
    find: (before, after) =>
      repliesIn(before, after).flatMap(([status, was, is]) =>
        typesGone(was, is).map(type => ({
          ...{
            at: `reply ${status}`,
            before: type,
            breaks: call => replyOf(before, call) === status,
          },
        })),
      ),
  },
  {
    id: 'reply-type-added',
    says: 'A reply may come in another media type, for who asks for it.',
    verdict: 'harmless',
    find: (before, after) =>
      repliesIn(before, after).flatMap(([status, was, is]) =>
        typesGone(is, was).map(type => ({ at: `reply ${status}`, after: type })),
      ),
  },
  {
    id: 'header-removed',
    says: 'A reply no longer has this header.',
    verdict: 'perhaps',
    unless: 'breaking where it was always there',
    find: (before, after) =>
      repliesIn(before, after).flatMap(([status, was, is]) =>
        missingIn([...was.headers.keys()], [...is.headers.keys()]).map(name => ({
          ...{ at: `reply ${status}`, before: name },
          breaks: call => replyOf(before, call) === status && name in call.replyHeaders,
          ...(was.headers.get(name) && { verdict: 'breaking' }),
        })),
      ),
  },
  {
    id: 'header-added',
    says: 'A reply has another header.',
    verdict: 'harmless',
    find: (before, after) =>
      repliesIn(before, after).flatMap(([status, was, is]) =>
        missingIn([...is.headers.keys()], [...was.headers.keys()]).map(name => ({
          ...{ at: `reply ${status}`, after: name },
        })),
      ),
  },
]

type Reply = OperationView['replies'] extends ReadonlyMap<string, infer View> ? View : never

/** Replies of a status that both know. */
export const repliesIn = (
  { replies: before }: OperationView,
  { replies: after }: OperationView,
): (readonly [status: string, before: Reply, after: Reply])[] =>
  [...before].flatMap(([status, was]) => {
    const is = after.get(status)
    return is ? [[status, was, is] as const] : []
  })

const typesGone = (one: Pick<Reply, 'content'>, other: Pick<Reply, 'content'>): string[] =>
  missingIn([...one.content.keys()], [...other.content.keys()])

const statusesOf = ({ replies }: OperationView): string[] => [...replies.keys()]

/** Which of the replies a recorded one is: `4XX` is each of its hundred, `default` whatever is not told otherwise. */
export const replyOf = (
  { replies }: Pick<OperationView, 'replies'>,
  { status }: Pick<CallView, 'status'>,
): string | undefined =>
  [String(status), `${String(status)[0]}XX`, 'DEFAULT'].find(one => replies.has(one))

const isSuccess = (status: string): boolean => /^[123]/.test(status)

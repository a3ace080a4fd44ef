/** The readable description of the REST API. What each operation does is said by the operation itself, in English. */
export const reference = {
  title: 'REST API',
  answer: (p: { count: number }) => `${p.count} things can be asked over HTTP.`,
  soft: 'A request carries a token; cookies are ignored. Secrets are in the answers of reveals only.',
  start: 'How to ask',
  startBody:
    'Make a token on your own page and send it as “Authorization: Bearer …”. It may do what its scopes say and never more than you. Answers are JSON; what is wrong comes as problem+json with a type that stays the same.',
  stepUp: 'Secrets and other dangerous acts ask for a second factor: POST a code to step-ups and the token is lifted for ten minutes.',
  repeat: 'A POST with an Idempotency-Key is done once, however often it is sent. An edit with If-Match is refused when somebody else was first.',
  lists: 'Lists come in pages: send the “next” of one page as the cursor of the following, with the same filter.',
  description: 'OpenAPI description',
  nouns: 'Resources',
  scopes: 'Scopes',
  anyToken: 'any token',
  asks: 'Takes',
  answers: 'Answers',
  field: 'Name',
  type: 'Type',
  note: 'Note',
  required: 'required',
  noContent: 'Nothing.',
  once: 'Shown once, never kept for a repeat.',
};

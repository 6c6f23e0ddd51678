// A bank's program in another language: one signed request to a gateway, and its answer verified. Node.js 18 or
// newer and nothing else; written from docs/protocol/gateway.md and docs/protocol/participants.md alone.
//
//   node examples/gateway-client.mjs FOLDER METHOD TARGET [BODY [IDEMPOTENCY-KEY]]
//   node examples/gateway-client.mjs .dt/sandbox/banks/HSBKKZKX GET /v1/accounts
//
// FOLDER holds client.key, client.crt, tls.key, tls.crt, gateway.crt, gateway.url and root.crt, as the sandbox leaves them for each bank, and for
// each officer of the central bank in officers/officer-N/api.
import { createHash, createPrivateKey, randomBytes, sign, verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';

const [folder, method, target, body = '', idempotencyKey = ''] = process.argv.slice(2);
if (!target) {
  console.error('Usage: node gateway-client.mjs FOLDER METHOD TARGET [BODY [IDEMPOTENCY-KEY]]');
  process.exit(2);
}
const read = (name) => {
  try {
    return readFileSync(join(folder, name));
  } catch (e) {
    console.error(`${join(folder, name)} cannot be read (${e.code}). Name a bank's folder in the data of a running sandbox.`);
    process.exit(2);
  }
};
const certificate = new X509Certificate(read('client.crt'));
const caller = certificate.subject.split('\n').find((part) => part.startsWith('CN=')).slice(3);
// An officer of the central bank is NBRKKZKX.officer-1.
const bank = caller.split('.')[0];
const key = createPrivateKey(read('client.key'));

const hex = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The lines that are signed, each ending in a line feed. */
function description(kind, audience, first, second, fields, bytes) {
  return [
    'digital-tenge-message-1', kind, audience, first, second,
    `content-type:${fields['content-type'] ?? ''}`,
    `idempotency-key:${fields['idempotency-key'] ?? ''}`,
    `precondition:${fields.precondition ?? ''}`,
    `body-sha-256:${hex(bytes)}`,
  ].map((line) => line + '\n').join('');
}

const options = (publicOrPrivate) =>
  publicOrPrivate.asymmetricKeyType === 'ed25519'
    ? { algorithm: null, key: { key: publicOrPrivate } }
    : { algorithm: 'sha256', key: { key: publicOrPrivate, dsaEncoding: 'ieee-p1363' } };

function detachedJws(text) {
  const header = {
    alg: key.asymmetricKeyType === 'ed25519' ? 'EdDSA' : 'ES256',
    b64: false,
    crit: ['b64'],
    'x5t#S256': createHash('sha256').update(certificate.raw).digest('base64url'),
    iat: Math.floor(Date.now() / 1000),
    nonce: randomBytes(16).toString('base64url'),
  };
  const encoded = Buffer.from(JSON.stringify(header)).toString('base64url');
  const { algorithm, key: how } = options(key);
  return `${encoded}..${sign(algorithm, Buffer.from(`${encoded}.${text}`), how).toString('base64url')}`;
}

/** The certificate that a signature names: of gateway.crt, which has two while one takes the other's place. */
function answering(jws) {
  const named = JSON.parse(Buffer.from((jws ?? '').split('.')[0], 'base64url').toString() || '{}')['x5t#S256'];
  const known = read('gateway.crt').toString().match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
    .map((pem) => new X509Certificate(pem)).filter((one) => !one.ca);
  return known.find((one) => createHash('sha256').update(one.raw).digest('base64url') === named) ?? known[0];
}

function holds(jws, text, by) {
  const [encoded, empty, signature] = (jws ?? '').split('.');
  const header = JSON.parse(Buffer.from(encoded, 'base64url').toString() || '{}');
  const { algorithm, key: how } = options(by.publicKey);
  return (
    empty === '' && header.b64 === false
    && header['x5t#S256'] === createHash('sha256').update(by.raw).digest('base64url')
    && verify(algorithm, Buffer.from(`${encoded}.${text}`), how, Buffer.from(signature, 'base64url'))
  );
}

const fields = {};
if (body) fields['content-type'] = 'application/json';
if (idempotencyKey) fields['idempotency-key'] = idempotencyKey;
const jws = detachedJws(description('request', bank, method, target, fields, Buffer.from(body)));

const url = new URL(target, read('gateway.url').toString().trim());
request(url, { method, ca: read('root.crt'), cert: read('tls.crt'), key: read('tls.key'), headers: { ...fields, 'JWS-Signature': jws, 'Content-Length': Buffer.byteLength(body) } }, (answer) => {
  const parts = [];
  answer.on('data', (part) => parts.push(part));
  answer.on('end', () => {
    const bytes = Buffer.concat(parts);
    const signed = description('answer', caller, String(answer.statusCode), hex(jws),
      { ...answer.headers, precondition: answer.headers.etag }, bytes);
    if (!holds(answer.headers['jws-signature'], signed, answering(answer.headers['jws-signature']))) {
      console.error('The answer is not signed by the gateway.');
      process.exit(1);
    }
    console.log(bytes.toString());
    console.error(`${answer.statusCode}, signed by ${bank}`);
    process.exit(answer.statusCode < 300 ? 0 : 1);
  });
}).on('error', (e) => {
  console.error(`No answer: ${e.message}. Send the same request with the same idempotency key again: it is never done twice.`);
  process.exit(3);
}).end(body);

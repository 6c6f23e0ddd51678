// A payment by a bank's program in another language, signed and verified by the npm package jose (RFC 7515, 7797);
// Node.js speaks HTTPS. Written from docs/protocol/gateway.md and docs/protocol/participants.md alone.
//
//   npm ci && node pay.mjs FOLDER PAYER PAYEE AMOUNT ID
//   node pay.mjs ../../.dt/sandbox/banks/HSBKKZKX KZ16601DT00000000001 KZ84563DT00000000002 12.34 pay-1
//
// FOLDER holds client.key, client.crt, tls.key, tls.crt, gateway.crt, gateway.url and root.crt, as the sandbox leaves them for each bank.
import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { basename, join, resolve } from 'node:path';
import { FlattenedSign, flattenedVerify, importPKCS8, importX509 } from 'jose';

const [folder, payer, payee, amount, id] = process.argv.slice(2);
if (!id) {
  console.error('Usage: node pay.mjs FOLDER PAYER PAYEE AMOUNT ID');
  process.exit(2);
}
const read = (name) => readFileSync(join(folder, name), 'utf8');
const sha256 = (bytes, form) => createHash('sha256').update(bytes).digest(form);
const bank = basename(resolve(folder));
const own = new X509Certificate(read('client.crt'));
// Two while one takes the other's place; issuers stand between them.
const answering = read('gateway.crt').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  .map((pem) => new X509Certificate(pem)).filter((one) => !one.ca);
const algorithm = (certificate) => (certificate.publicKey.asymmetricKeyType === 'ed25519' ? 'EdDSA' : 'ES256');

/** What a signature is over: lines that each end in a line feed. */
const description = (...lines) => new TextEncoder().encode(lines.map((line) => line + '\n').join(''));

const target = '/v1/payments';
const body = JSON.stringify({ payer, payee, amount, currency: 'KZT' });
const asked = description(
  'digital-tenge-message-1', 'request', bank, 'POST', target,
  'content-type:application/json', `idempotency-key:${id}`, 'precondition:', `body-sha-256:${sha256(body, 'hex')}`);
const signed = await new FlattenedSign(asked)
  .setProtectedHeader({
    alg: algorithm(own),
    b64: false,
    crit: ['b64'],
    'x5t#S256': sha256(own.raw, 'base64url'),
    iat: Math.floor(Date.now() / 1000),
    nonce: randomBytes(16).toString('base64url'),
  })
  .sign(await importPKCS8(read('client.key').match(/-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/)[0], algorithm(own)));
const signature = `${signed.protected}..${signed.signature}`;

const answer = await new Promise((done, failed) => {
  request(
    new URL(target, read('gateway.url').trim()),
    {
      method: 'POST',
      ca: read('root.crt'),
      cert: read('tls.crt'),
      key: read('tls.key'),
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        'Idempotency-Key': id,
        'JWS-Signature': signature,
      },
    },
    async (response) => {
      const parts = [];
      for await (const part of response) parts.push(part);
      done({ status: response.statusCode, head: response.headers, body: Buffer.concat(parts) });
    })
    .on('error', failed)
    .end(body);
});

const [front, empty, value] = answer.head['jws-signature'].split('.');
const named = JSON.parse(Buffer.from(front, 'base64url'))['x5t#S256'];
const gateway = answering.find((one) => sha256(one.raw, 'base64url') === named);
if (!gateway) throw new Error('The answer is signed by somebody else.');
const caller = own.subject.split('\n').find((part) => part.startsWith('CN=')).slice(3);
await flattenedVerify(
  {
    protected: front,
    signature: value,
    payload: description(
      'digital-tenge-message-1', 'answer', caller, String(answer.status), sha256(signature, 'hex'),
      `content-type:${answer.head['content-type']}`, 'idempotency-key:', `precondition:${answer.head.etag ?? ''}`,
      `body-sha-256:${sha256(answer.body, 'hex')}`),
  },
  await importX509(gateway.toString(), algorithm(gateway)));
if (empty !== '') throw new Error('The signature is not detached.');
console.log(answer.body.toString());
console.error(`${answer.status}, signed by ${bank}`);
process.exit(answer.status < 300 ? 0 : 1);

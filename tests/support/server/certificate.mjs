/**
 * A self-signed certificate for localhost and 127.0.0.1, made on the spot: no key lies
 * in the repository and no tool has to be installed. The DER of X.509 is RFC 5280, 4.1.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_ID = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;

const COMMON_NAME = [0x55, 0x04, 0x03];
const SUBJECT_ALT_NAME = [0x55, 0x1d, 0x11];
const ECDSA_WITH_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];

const DAY = 24 * 60 * 60 * 1000;

/** @returns {{ key: string, cert: string }} as `createServer` takes them for `tls` */
export function selfSigned() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(SEQUENCE, der(OBJECT_ID, ECDSA_WITH_SHA256));
  const name = der(
    SEQUENCE,
    der(
      SET,
      der(SEQUENCE, der(OBJECT_ID, COMMON_NAME), der(UTF8_STRING, Buffer.from('localhost'))),
    ),
  );
  const body = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, [2])), // version 3
    der(INTEGER, [1, ...randomBytes(8)]),
    algorithm,
    name,
    der(SEQUENCE, time(Date.now() - DAY), time(Date.now() + 7 * DAY)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, alternativeNames())),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = der(SEQUENCE, body, algorithm, der(BIT_STRING, [0], signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(certificate),
  };
}

function alternativeNames() {
  const dns = der(0x82, Buffer.from('localhost'));
  const ip = der(0x87, [127, 0, 0, 1]);
  return der(SEQUENCE, der(OBJECT_ID, SUBJECT_ALT_NAME), der(OCTET_STRING, der(SEQUENCE, dns, ip)));
}

/** @param {number} milliseconds */
function time(milliseconds) {
  // 2026-01-31T12:34:56.789Z → 260131123456Z
  const digits = new Date(milliseconds).toISOString().replace(/[-T:]/g, '').slice(2, 14);
  return der(UTC_TIME, Buffer.from(`${digits}Z`));
}

/**
 * @param {number} tag
 * @param {...(Uint8Array | number[])} parts
 */
function der(tag, ...parts) {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([tag, ...length(content.length)]), content]);
}

/** @param {number} size below 65,536 */
function length(size) {
  if (size < 0x80) return [size];
  return size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
}

/** @param {Buffer} bytes */
function pem(bytes) {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

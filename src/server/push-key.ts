import { createECDH, createPrivateKey, hkdfSync, type ECDH, type KeyObject } from "node:crypto";

/** By which push services know this installation (VAPID, RFC 8292). */
export interface PushKey {
  /** The uncompressed point, base64url: what a browser subscribes with. */
  publicKey: string;
  privateKey: KeyObject;
}

/** The order of P-256: a private key is below it. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const known = new Map<string, PushKey>();

/**
 * The installation's key, made of its secret: the same on each node, in no file and no dump of the database, and new with a new secret
 * (browsers then subscribe again by themselves when they come).
 */
export function pushKeyOf(secret: string): PushKey {
  let key = known.get(secret);
  if (!key) {
    key = derive(secret);
    known.set(secret, key);
  }
  return key;
}

function derive(secret: string): PushKey {
  // 48 bytes for a number of 32: what the remainder favours is beyond measuring.
  const bytes = Buffer.from(hkdfSync("sha256", secret, "concerto", "web push key", 48));
  const scalar = (BigInt(`0x${bytes.toString("hex")}`) % (order - 1n)) + 1n;
  const ecdh: ECDH = createECDH("prime256v1");
  ecdh.setPrivateKey(Buffer.from(scalar.toString(16).padStart(64, "0"), "hex"));
  const point = ecdh.getPublicKey();
  const privateKey = createPrivateKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
      d: ecdh.getPrivateKey().toString("base64url"),
    },
  });
  return { publicKey: point.toString("base64url"), privateKey };
}

import { createCipheriv, createECDH, createSign, hkdfSync, randomBytes } from "node:crypto";
import type { DeviceKeys } from "#db/notice-device.ts";
import type { PushKey } from "#server/push-key.ts";

/** What only the browser that made these keys reads (RFC 8291, aes128gcm of RFC 8188), in one record. `fixed` for the RFC's example. */
export function sealFor(
  device: Pick<DeviceKeys, "p256dh" | "auth">,
  message: Buffer,
  fixed: { salt: Buffer; privateKey: Buffer | null } = { salt: randomBytes(16), privateKey: null },
): Buffer {
  const { salt } = fixed;
  const theirs = Buffer.from(device.p256dh, "base64url");
  const ours = createECDH("prime256v1");
  if (fixed.privateKey) ours.setPrivateKey(fixed.privateKey);
  else ours.generateKeys();
  const point = ours.getPublicKey();
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), theirs, point]);
  const keyed = Buffer.from(hkdfSync("sha256", ours.computeSecret(theirs), Buffer.from(device.auth, "base64url"), info, 32));
  const key = Buffer.from(hkdfSync("sha256", keyed, salt, "Content-Encoding: aes128gcm\0", 16));
  const nonce = Buffer.from(hkdfSync("sha256", keyed, salt, "Content-Encoding: nonce\0", 12));
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  // 2: the last record.
  const sealed = Buffer.concat([cipher.update(Buffer.concat([message, Buffer.from([2])])), cipher.final(), cipher.getAuthTag()]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(4_096);
  return Buffer.concat([salt, size, Buffer.from([point.length]), point, sealed]);
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Says to a push service who writes to it: signed, for its host alone, for half a day (RFC 8292). `subject`: whom it may ask. */
export function vapidHeader(key: PushKey, of: { endpoint: string; subject: string; at: Date }): string {
  const body = `${encode({ typ: "JWT", alg: "ES256" })}.${encode({
    aud: new URL(of.endpoint).origin,
    exp: Math.floor(of.at.getTime() / 1_000) + 12 * 3_600,
    sub: of.subject,
  })}`;
  const signature = createSign("sha256").update(body).sign({ key: key.privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url");
  return `vapid t=${body}.${signature}, k=${key.publicKey}`;
}

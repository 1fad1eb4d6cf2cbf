import { expect, test } from "vitest";
import { createPublicKey, verify } from "node:crypto";
import { pushKeyOf } from "#server/push-key.ts";
import { sealFor, vapidHeader } from "./notice-push-crypt.ts";

test("[R453] what a device is sent is sealed as RFC 8291 says, to the byte of its example", () => {
  const sealed = sealFor(
    {
      p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
      auth: "BTBZMqHH6r4Tts7J_aSIgg",
    },
    Buffer.from("When I grow up, I want to be a watermelon"),
    {
      salt: Buffer.from("DGv6ra1nlYgDCS1FRnbzlw", "base64url"),
      privateKey: Buffer.from("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", "base64url"),
    },
  );
  expect(sealed.toString("base64url")).toBe(
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
  );
});

test("[R453] the installation signs with one key made of its secret, the same on every node and another with another secret", () => {
  const [key, same, other] = [pushKeyOf("un secret"), pushKeyOf("un secret"), pushKeyOf("un autre")];
  expect([key.publicKey === same.publicKey, key.publicKey === other.publicKey, key.publicKey.length]).toEqual([true, false, 87]);
  const header = vapidHeader(key, {
    endpoint: "https://fcm.googleapis.com/fcm/send/x",
    subject: "https://stages.example",
    at: new Date(0),
  });
  const [head = "", body = "", signature = ""] = (/t=([^,]+)/.exec(header)?.[1] ?? "").split(".");
  const point = Buffer.from(key.publicKey, "base64url");
  const jwk = { kty: "EC", crv: "P-256", x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") };
  const publicKey = createPublicKey({ format: "jwk", key: jwk });
  const good = verify(
    "sha256",
    Buffer.from(`${head}.${body}`),
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  expect(good).toBe(true);
  expect(JSON.parse(Buffer.from(body, "base64url").toString())).toEqual({
    aud: "https://fcm.googleapis.com",
    exp: 43_200,
    sub: "https://stages.example",
  });
});

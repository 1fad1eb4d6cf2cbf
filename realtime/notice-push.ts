import type { Id } from "#domain/id.ts";
import type { NoticeKind, PageNoticeFacts } from "#domain/notice.ts";
import { isPushService } from "#domain/push-service.ts";
import { listDeviceKeys, saveDeviceAnswer, takeDuePushes, type DeviceKeys, type DuePush } from "#db/notice-device.ts";
import type { ServerDeps } from "#server/context.ts";
import { originOf } from "#server/env.ts";
import { pushKeyOf } from "#server/push-key.ts";
import { noticePushWords } from "#words/notice-push.ts";
import { inWords, type Language } from "#words/words.ts";
import { sealFor, vapidHeader } from "./notice-push-crypt.ts";

type Deps = Pick<ServerDeps, "sql" | "env" | "now" | "log">;
/** Posts to a push service; what it answers, as a number of HTTP. */
export type Post = (of: { endpoint: string; headers: Record<string, string>; body: Buffer }) => Promise<number>;

const batch = 500;
/** Not shown any more: it is on the bell. */
const tooOld = 6 * 3_600_000;
/** Kept by the service for a device that is off, in seconds. */
const keptFor = 12 * 3_600;
const atATime = 10;

/** Never further than the service itself, and not for long. */
export const postOut: Post = async ({ endpoint, headers, body }) => {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers,
    body: new Uint8Array(body),
    redirect: "error",
    signal: AbortSignal.timeout(10_000),
  });
  await answer.body?.cancel();
  return answer.status;
};

/** What a device shows: what happened in a line, of requests by their number alone; no name of anybody (R453). */
export function shownOf(pushes: DuePush[], language: Language): { title: string; body: string; href: string; tag: string } {
  const w = inWords(noticePushWords, language);
  const [only, ...more] = pushes;
  if (!only || more.length > 0) return { title: "Concerto", body: w.several(pushes.length), href: "/accueil?avis", tag: "several" };
  const facts = only.facts as unknown as PageNoticeFacts;
  if (only.requestId === null)
    return { title: "Concerto", body: only.kind === "bounce" ? w.bounce : facts.title[language], href: facts.href, tag: only.id };
  const kind = only.kind as Exclude<NoticeKind, "watch" | "bounce">;
  const box = only.side === "placing" ? "/sorties" : "/demandes";
  return { title: "Concerto", body: w.of[kind](only.reference ?? 0), href: `${box}/${only.requestId}`, tag: only.requestId };
}

async function tell(deps: Deps, post: Post, of: { device: DeviceKeys & { id: Id; language: Language }; pushes: DuePush[] }): Promise<void> {
  const { sql, env, now, log } = deps;
  const { device, pushes } = of;
  const at = now();
  let answer: "taken" | "gone" | "failed";
  try {
    // Kept before its host was known to be one: it is not written to.
    if (!isPushService(device.endpoint)) answer = "gone";
    else {
      const status = await post({
        endpoint: device.endpoint,
        headers: {
          Authorization: vapidHeader(pushKeyOf(env.secret ?? ""), { endpoint: device.endpoint, subject: originOf(env), at }),
          "Content-Encoding": "aes128gcm",
          "Content-Type": "application/octet-stream",
          TTL: String(keptFor),
          Urgency: "normal",
        },
        body: sealFor(device, Buffer.from(JSON.stringify(shownOf(pushes, device.language)))),
      });
      answer = status >= 200 && status < 300 ? "taken" : status === 404 || status === 410 ? "gone" : "failed";
    }
  } catch (err) {
    log.debug({ err, device: device.id }, "a device could not be told");
    answer = "failed";
  }
  await saveDeviceAnswer(sql, { id: device.id, answer, at });
}

/**
 * Shows what is due on people's devices, all of one person's at a moment as one. Taken first and sent then: a device is told once or, where
 * a node dies between the two, not at all; the bell has it either way. How many devices were written to.
 */
export async function pushNotices(deps: Deps, post: Post = postOut): Promise<number> {
  const { sql, now } = deps;
  let told = 0;
  for (let more = true; more;) {
    const at = now();
    const due = await sql.begin((tx) => takeDuePushes(tx, { at, notBefore: new Date(at.getTime() - tooOld), most: batch }));
    more = due.length === batch;
    const byAccount = Map.groupBy(due, ({ accountId }) => accountId);
    const devices = await listDeviceKeys(sql, [...byAccount.keys()]);
    for (let from = 0; from < devices.length; from += atATime)
      await Promise.all(
        devices.slice(from, from + atATime).map((device) => tell(deps, post, { device, pushes: byAccount.get(device.accountId) ?? [] })),
      );
    told += devices.length;
  }
  return told;
}

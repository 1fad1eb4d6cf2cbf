import { jsonEncoder } from "@trpc/server/adapters/ws";

const written = new WeakMap<object, string>();

/** JSON of an object that is told to many, written once. */
function once(value: object): string {
  let text = written.get(value);
  if (text === undefined) {
    text = JSON.stringify(value);
    written.set(value, text);
  }
  return text;
}

interface Message {
  id?: unknown;
  result?: { type?: unknown; id?: unknown; data?: { id?: unknown; data?: unknown } };
}

/**
 * tRPC's encoder, which writes one message for each subscriber. An event is the same object for all of an audience (server/live.ts), so
 * its JSON is written once and put into each message's small envelope.
 */
export const sharedJson: typeof jsonEncoder = {
  encode(message) {
    const { id, result } = message as Message;
    const event = result?.data?.data;
    if (typeof id !== "number" || result?.type !== "data" || typeof result.id !== "string" || typeof event !== "object" || event === null)
      return jsonEncoder.encode(message);
    const seq = JSON.stringify(result.id);
    return `{"id":${id},"result":{"type":"data","data":{"id":${seq},"data":${once(event)}},"id":${seq}}}`;
  },
  decode: (data) => jsonEncoder.decode(data),
};

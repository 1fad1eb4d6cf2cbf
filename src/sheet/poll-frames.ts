import { z } from "zod";
import { collabPath } from "./protocol.ts";

/**
 * A sheet over plain HTTP, for networks that let no WebSocket through. What a socket would carry travels as numbered frames in bodies
 * of bytes, so that an answer lost on the way is asked for again and nothing comes twice:
 *
 * POST   /collab/poll?sheet=…                           opens; `{ session }`, or `{ close }` with the code a socket would be closed with
 * GET    /collab/poll?sheet=…&session=…&have=7          waits for frames after the 7th; having them is what lets them go
 * POST   /collab/poll?sheet=…&session=…                 a packet of frames; those the server has are passed over
 * DELETE /collab/poll?sheet=…&session=…                 closes
 *
 * The sheet is in each address, so that a balancer leads all of it to one node.
 */
export const pollPath = `${collabPath}/poll`;

export const opened = z.union([z.object({ session: z.string().min(16) }), z.object({ close: z.number().int() })]);

/** Frames `first`, `first + 1`, …; `close` is the code the line ends with after them, 0 while it goes on. */
export interface Packet {
  first: number;
  close: number;
  frames: Uint8Array[];
}

/** Told apart from a proxy's own page by its first bytes. */
const mark = 0x434c5031;
const head = 12;
export const packetType = "application/octet-stream";

/** A mark, `first` and `close` in four bytes each, then each frame behind its length in four bytes; all big-endian. */
export function pack({ first, close, frames }: Packet): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(frames.reduce((sum, frame) => sum + 4 + frame.byteLength, head));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, mark);
  view.setUint32(4, first);
  view.setUint32(8, close);
  let at = head;
  for (const frame of frames) {
    view.setUint32(at, frame.byteLength);
    bytes.set(frame, at + 4);
    at += 4 + frame.byteLength;
  }
  return bytes;
}

/** The packet in a body; null when it is none of ours, or not whole. The frames are copies. */
export function unpack(bytes: Uint8Array): Packet | null {
  if (bytes.byteLength < head) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== mark) return null;
  const frames: Uint8Array[] = [];
  let at = head;
  while (at < bytes.byteLength) {
    if (at + 4 > bytes.byteLength) return null;
    const length = view.getUint32(at);
    if (at + 4 + length > bytes.byteLength) return null;
    frames.push(bytes.slice(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { first: view.getUint32(4), close: view.getUint32(8), frames };
}

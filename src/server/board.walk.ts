import type { Walk } from "./walk.ts";

const none = "00000000-0000-7000-8000-000000000000";
const other = "00000000-0000-7000-8000-000000000001";
const board = (programmeId: string | null) => ({
  name: "Mur",
  side: "placing",
  policy: "public",
  language: "fr",
  night: null,
  views: [{ id: none, name: "Vue", seconds: 20, tiles: [{ id: other, kind: "statuses", programmeId }] }],
});

/** Boards are the organisation's, as far as one covers them; a tile narrowed to what is somebody else's is not there. */
export const boardWalk: Walk = {
  "board.list": { input: () => undefined, expect: "own" },
  "board.choices": { input: () => undefined, expect: "own" },
  "board.get": { input: () => ({ id: none }), expect: "not-found" },
  "board.frame": { input: () => ({ id: none }), expect: "not-found" },
  "board.preview": { input: ({ programmeId }) => board(programmeId), expect: "not-found" },
  "board.create": { input: ({ programmeId }) => board(programmeId), expect: "not-found" },
  "board.update": { input: () => ({ id: none, version: 1, board: board(null) }), expect: "not-found" },
  "board.remove": { input: () => ({ id: none, version: 1 }), expect: "not-found" },
  "board.restore": { input: () => ({ id: none }), expect: "not-found" },
  "display.list": { input: () => undefined, expect: "own" },
  "display.pair": { input: () => ({ code: "ABC347", name: "Couloir", boardId: none }), expect: "not-found" },
  "display.rename": { input: () => ({ id: none, name: "Couloir" }), expect: "not-found" },
  "display.assign": { input: () => ({ id: none, boardId: none }), expect: "not-found" },
  "display.identify": { input: () => ({ id: none }), expect: "not-found" },
  "display.revoke": { input: () => ({ id: none }), expect: "not-found" },
  // what a screen asks by its own secret: what it is told without one is in wall.pg.test.ts
  "wall.state": { input: () => undefined, expect: "open" },
  "wall.begin": { input: () => undefined, expect: "open" },
  "wall.renew": { input: () => undefined, expect: "open" },
  "wall.frame": { input: () => undefined, expect: "open" },
  "wall.after": { input: () => ({ seq: null, at: null }), expect: "open" },
  "wall.seen": { input: () => ({ viewId: null, width: null, height: null }), expect: "open" },
  "wall.told": { input: () => undefined, expect: "open" },
};

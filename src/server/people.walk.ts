import type { Walk } from "./walk.ts";

const rights = { everything: true, programmes: [], sites: [], services: [], destinations: [] };
const fields = { lastName: "Roy", firstName: "Marc", title: "", email: null, phone: null, departmentId: null };

export const peopleWalk: Walk = {
  "people.list": { input: () => ({ show: "all" }), expect: "own" },
  "people.one": { input: ({ personId }) => ({ personId }), expect: "not-found" },
  "people.choices": { input: () => undefined, expect: "own" },
  "people.add": { input: ({ departmentId }) => ({ ...fields, departmentId }), expect: "not-found" },
  "people.change": { input: ({ personId }) => ({ ...fields, personId }), expect: "not-found" },
  "people.leave": { input: ({ personId }) => ({ personId }), expect: "not-found" },
  "people.comeBack": { input: ({ personId }) => ({ personId }), expect: "not-found" },
  "people.disable": { input: ({ personId }) => ({ personId }), expect: "not-found" },
  "people.enable": { input: ({ personId }) => ({ personId }), expect: "not-found" },
  "people.invite": {
    input: ({ personId }) => ({ personId, email: "mine@exemple.test", language: "fr", kind: "observer", rights }),
    expect: "not-found",
  },
  "people.inviteAgain": { input: ({ personId }) => ({ personId, email: "mine@exemple.test" }), expect: "not-found" },
  "people.sendLink": { input: ({ personId }) => ({ personId }), expect: "not-found" },
  "people.giveRole": { input: ({ personId }) => ({ personId, kind: "observer", rights }), expect: "not-found" },
  "people.changeRights": { input: ({ roleId }) => ({ roleId, rights }), expect: "not-found" },
  "people.takeRole": { input: ({ roleId }) => ({ roleId }), expect: "not-found" },
  "people.copyRoles": { input: ({ personId }) => ({ personId, fromPersonId: personId }), expect: "not-found" },
};

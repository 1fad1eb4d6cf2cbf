import type { Walk } from "./walk.ts";

export const accountWalk: Walk = {
  "account.me": { input: () => undefined, expect: "open" },
  "account.needsSetUp": { input: () => undefined, expect: "open" },
  "account.setUp": {
    input: () => ({
      organisation: "Autre",
      kind: "placing",
      firstName: "A",
      lastName: "B",
      email: "a@exemple.test",
      password: "quatre chevaux au trot",
    }),
    expect: "open",
  },
  "account.signIn": { input: () => ({ email: "nobody@exemple.test", password: "quatre chevaux au trot" }), expect: "open" },
  "account.demoRoles": { input: () => undefined, expect: "open" },
  "account.enterDemo": { input: ({ roleId }) => ({ roleId }), expect: "open" },
  "account.askPassword": { input: () => ({ email: "nobody@exemple.test" }), expect: "open" },
  "account.link": { input: () => ({ token: "none" }), expect: "open" },
  "account.setPassword": { input: () => ({ token: "none", password: "quatre chevaux au trot" }), expect: "open" },
  "account.signOut": { input: () => undefined, expect: "open" },
  "account.signOutEverywhere": { input: () => undefined, expect: "own" },
  "account.sessions": { input: () => undefined, expect: "own" },
  "account.endSession": { input: () => ({ id: "0".repeat(64) }), expect: "not-found" },
  "account.stay": { input: () => undefined, expect: "own" },
  "account.useRole": { input: ({ roleId }) => ({ roleId }), expect: "not-found" },
  "account.setLanguage": { input: () => ({ language: "fr" }), expect: "own" },
  "account.setTheme": { input: () => ({ theme: "system" }), expect: "own" },
  "account.changePassword": { input: () => ({ current: "none", password: "quatre chevaux au trot" }), expect: "own" },
};

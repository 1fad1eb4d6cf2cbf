import { expect, test } from "vitest";
import { returnAddress } from "./return.ts";

test.each([
  ["/fiches/1?vue=2", "/fiches/1?vue=2"],
  [undefined, "/accueil"],
  ["", "/accueil"],
  ["/", "/accueil"],
  ["/connexion?vers=/x", "/accueil"],
  ["https://elsewhere.example/", "/accueil"],
  ["//elsewhere.example/", "/accueil"],
  ["/\\elsewhere.example/", "/accueil"],
  ["/\t/elsewhere.example/", "/accueil"],
  ["javascript:alert(1)", "/accueil"],
])("after signing in, %s leads to %s", (wanted, to) => expect(returnAddress(wanted)).toBe(to));

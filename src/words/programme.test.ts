import { expect, it } from "vitest";
import { writeTerm } from "./programme.ts";

it("a stock term's name is read in the reader's language, any other stays as its school gave it", () => {
  expect(writeTerm("Hiver 2027", "en")).toBe("Winter 2027");
  expect(writeTerm("Été 2027", "fr")).toBe("Été 2027");
  expect(writeTerm("H27", "en")).toBe("H27");
  expect(writeTerm("Hiver intensif 2027", "en")).toBe("Hiver intensif 2027");
});

import { expect, test } from "vitest";
import { hashPassword, isPassword, weakness } from "./password.ts";

const email = "mireille.gagnon@cegep.example";

test.each([
  ["onze-lettre", "short"],
  ["password1234", "common"],
  ["P@ssw0rd1234", "common"],
  ["Soleil2027!!!", "common"],
  ["motdepasse2026", "common"],
  ["aaaaaaaaaaaa", "common"],
  ["abcabcabcabc", "common"],
  ["123456789012", "common"],
  ["qwertyuiop12", "common"],
  ["azertyuiopqs", "common"],
  ["Infirmière2027", "common"],
  ["mireille.gagnon!", "own-address"],
  ["MIREILLE.GAGNON@cegep.example", "own-address"],
] as const)("[R46] %s is refused as %s", (password, why) => expect(weakness(password, email)).toBe(why));

test.each(["quatre chevaux au trot", "tV9#kq2&mL0z", "Le 3e étage sent le café", "correct horse battery staple"])(
  "[R46] %s is taken, whatever its kinds of characters",
  (password) => expect(weakness(password, email)).toBeNull(),
);

test("[R46] a password is kept as argon2id and recognised, also when typed with combining accents", async () => {
  const stored = await hashPassword("quatre chevaux très lents");
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await isPassword(stored, "quatre chevaux tre\u0300s lents")).toBe(true);
  expect(await isPassword(stored, "quatre chevaux tres lents")).toBe(false);
});

test("[R45] no account and no password set are refused after the same work", async () => {
  expect(await isPassword(null, "nobody has this password")).toBe(false);
  const took = async (stored: string | null) => {
    const from = performance.now();
    for (let turn = 0; turn < 5; turn += 1) await isPassword(stored, "something else entirely");
    return performance.now() - from;
  };
  const stored = await hashPassword("quatre chevaux au trot");
  await took(null);
  const [known, unknown] = [await took(stored), await took(null)];
  expect(unknown / known).toBeGreaterThan(0.4);
  expect(unknown / known).toBeLessThan(2.5);
});

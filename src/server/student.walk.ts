import { randomUUID } from "node:crypto";
import type { Walk } from "./walk.ts";

export const studentWalk: Walk = {
  "student.list": { input: () => ({}), expect: "own" },
  "student.get": { input: ({ studentId }) => ({ id: studentId }), expect: "not-found" },
  "student.add": {
    input: () => ({ number: randomUUID(), lastName: "Roy", firstName: "", birthDate: "", email: "", phone: "" }),
    expect: "own",
  },
  "student.addFictitious": { input: () => undefined, expect: "own" },
  "student.change": { input: ({ studentId }) => ({ id: studentId, saw: {}, texts: { lastName: "X" } }), expect: "not-found" },
  "student.remove": { input: ({ studentId }) => ({ id: studentId }), expect: "not-found" },
  "student.export": { input: () => ({}), expect: "own" },
};

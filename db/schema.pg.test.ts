import { expect, it } from "vitest";
import { dumpSchema, keptSchema } from "./dump.ts";
import { testDatabase } from "./testing.ts";

it("db/schema.sql is what the migrations make (npm run db:dump writes it)", async () => {
  await using database = await testDatabase();
  expect(await dumpSchema(database.sql)).toBe(keptSchema());
});

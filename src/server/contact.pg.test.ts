import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertPerson } from "#db/people.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { refusalOfCall } from "./testing-caller.ts";
import { callAs } from "./testing-delivery.ts";

let database: TestDatabase;
let hospital: TestHospital;
beforeAll(async () => {
  database = await testDatabase();
  hospital = await addHospital(database.sql);
});
afterAll(() => database[Symbol.asyncDispose]());

const someone = (agencyId: string, lastName: string) =>
  insertPerson(database.sql, agencyId, {
    lastName,
    firstName: "Rita",
    title: "",
    email: "rita@cisss.test",
    phone: null,
    departmentId: null,
  });

describe("how a contact is reached", () => {
  it("has an address of her own and a shared one; the shared one serves a letter where there is no other (F-049)", async () => {
    const yves = await addActor(database.sql, { agencyId: hospital.agencyId, kind: "local-administrator", name: ["Yves", "Turcotte"] });
    const ritaId = await someone(hospital.agencyId, "Roy");
    const record = { lastName: "Roy", firstName: "Rita", title: "", phone: null, departmentId: null };
    await callAs(database.sql, yves).people.change({ ...record, personId: ritaId, email: null, sharedEmail: "unite@cisss.test" });
    expect(await callAs(database.sql, yves).people.one({ personId: ritaId })).toMatchObject({
      email: null,
      sharedEmail: "unite@cisss.test",
    });
    // A screen that does not know of it leaves it alone.
    await callAs(database.sql, yves).people.change({ ...record, personId: ritaId, email: null, title: "Adjointe" });
    const claire = callAs(database.sql, hospital.claire);
    await claire.contact.set({ placeId: hospital.westId, main: { id: ritaId } });
    const school = await addSchool(database.sql);
    const { id } = await addRequest(database.sql, { school, hospital, status: "sent" });
    const { version } = await claire.request.get({ id });
    await claire.request.redirect({ requests: [{ id, version }], destinationId: hospital.westId });
    const { printouts } = await claire.print.list({});
    const { contacts } = await claire.letter.prepare({ printoutIds: printouts.map((one) => one.id) });
    expect(contacts[0]).toMatchObject({ lastName: "Roy", email: null, reach: "unite@cisss.test" });
  });

  it("is corrected by a school where the place has no account, and by nobody else's school where it has one (F-050)", async () => {
    const away = await addHospital(database.sql, { isUser: false });
    const school = await addSchool(database.sql);
    const [there, here] = [await someone(away.agencyId, "Là"), await someone(hospital.agencyId, "Ici")];
    const anna = callAs(database.sql, school.anna);
    expect(await refusalOfCall(anna.contact.setReach({ placeId: away.westId, personId: there, phone: null }))).toEqual({
      code: "not-found",
    });
    await anna.contact.set({ placeId: away.westId, main: { id: there } });
    const { undo } = await anna.contact.setReach({ placeId: away.westId, personId: there, phone: "819 555-0100" });
    expect(undo).toMatchObject({ phone: null, email: "rita@cisss.test" });
    const mine = anna.contact.setReach({ placeId: hospital.westId, personId: here, phone: "819 555-0100" });
    expect(await refusalOfCall(mine)).toEqual({ code: "not-allowed" });
  });

  it("[R56] the address of who signs in is her administrator's to change, not her colleague's", async () => {
    const eve = { placeId: hospital.eastId, personId: hospital.eve.personId };
    const claire = callAs(database.sql, hospital.claire);
    await claire.contact.set({ placeId: hospital.eastId, main: { id: hospital.eve.personId } });
    expect(await refusalOfCall(claire.contact.setReach({ ...eve, email: "autre@cisss.test" }))).toEqual({ code: "not-allowed" });
    await claire.contact.setReach({ ...eve, sharedEmail: "4est@cisss.test", phone: "poste 12" });
    // She changes her own telephone, and says when she is away; a colleague of another unit does not.
    await callAs(database.sql, hospital.eve).contact.setReach({ ...eve, phone: "poste 14" });
    const away = { ...eve, startsOn: "2026-12-01", endsOn: null, delegateId: null };
    const other = await addActor(database.sql, { agencyId: hospital.agencyId, kind: "supervisor", name: ["Sam", "Autre"] });
    expect(await refusalOfCall(callAs(database.sql, other).contact.absent(away))).toEqual({ code: "not-allowed" });
    expect(await callAs(database.sql, hospital.eve).contact.absent(away)).toMatchObject({ id: expect.any(String) });
  });
});

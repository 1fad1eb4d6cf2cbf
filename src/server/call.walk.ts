import type { Walk, WalkWorld } from "./walk.ts";

const nowhere = "01900000-0000-7000-8000-000000000000";
const template = {
  startsOn: "2027-01-11",
  endsOn: "2027-02-11",
  places: 2,
  hours: null,
  comment: "",
  replyBy: "2099-01-01",
};
const reason = { code: "capacity-reached", note: "" };
const offer = ({ siteId, serviceId }: WalkWorld) => ({
  place: { siteId, serviceId, destinationId: null },
  schedule: { startsOn: "2027-01-11", endsOn: "2027-02-11", blocks: [], weekdays: [1], startTime: null, endTime: null, shiftCode: null },
  places: 1,
  note: "",
});
const callId = ({ callId: known }: WalkWorld) => known;
const offerKey = (world: WalkWorld) => ({ id: callId(world), offerId: nowhere, version: 0 });

export const callWalk: Walk = {
  "callForOffers.list": { input: () => ({ state: "all" }), expect: "own" },
  "callForOffers.counts": { input: () => undefined, expect: "own" },
  "callForOffers.courses": { input: () => undefined, expect: "own" },
  "callForOffers.get": { input: (world) => ({ id: callId(world) }), expect: "not-found" },
  "callForOffers.send": {
    input: ({ cohortCourseId, agencyId }) => ({ ...template, cohortCourseId, receivingIds: [agencyId] }),
    expect: "not-found",
  },
  "callForOffers.sendMore": { input: (world) => ({ id: callId(world), receivingIds: [world.agencyId] }), expect: "not-found" },
  "callForOffers.takeBack": { input: (world) => ({ id: callId(world) }), expect: "not-found" },
  "callForOffers.setReplyBy": { input: (world) => ({ id: callId(world), replyBy: "2099-01-01" }), expect: "not-found" },
  "callForOffers.close": { input: (world) => ({ id: callId(world) }), expect: "not-found" },
  "callForOffers.reopen": { input: (world) => ({ id: callId(world) }), expect: "not-found" },
  "callForOffers.offer": { input: (world) => ({ id: callId(world), offer: offer(world) }), expect: "not-found" },
  "callForOffers.changeOffer": { input: (world) => ({ ...offerKey(world), offer: offer(world) }), expect: "not-found" },
  "callForOffers.withdrawOffer": { input: (world) => ({ ...offerKey(world), reason }), expect: "not-found" },
  "callForOffers.decline": { input: (world) => ({ id: callId(world), reason }), expect: "not-found" },
  "callForOffers.takeBackDecline": { input: (world) => ({ id: callId(world) }), expect: "not-found" },
};

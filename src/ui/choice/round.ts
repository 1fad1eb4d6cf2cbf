import { useQuery } from "@tanstack/solid-query";
import { api, type Outputs } from "#ui/client.ts";

export type RoundAnswer = Outputs["choice"]["round"];
export type Round = NonNullable<RoundAnswer["round"]>;
export type RoundPlace = Round["places"][number];
export type Chooser = Outputs["choice"]["students"]["rows"][number];

/** A course's round, with the page's clock set by the server's: `skew` is how far this machine's is behind, in milliseconds. */
export const useRound = (cohortCourseId: () => string) =>
  useQuery(() => ({
    queryKey: ["choice", "round", cohortCourseId()],
    queryFn: async () => {
      const answer = await api.choice.round.query({ cohortCourseId: cohortCourseId() });
      return { ...answer, skew: Date.parse(answer.now) - Date.now() };
    },
    retry: false,
  }));
export type Known = RoundAnswer & { skew: number };

/** An instant of the server's clock as this machine's would show it: for what counts down here. */
export const hereAt = (at: string, skew: number): string => new Date(Date.parse(at) - skew).toISOString();

/** Those who want a place at a rank past the third. */
export const otherRanks = ({ first, second, third, all }: RoundPlace["demand"]): number => all - first - second - third;

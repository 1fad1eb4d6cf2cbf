import { For, Show } from "solid-js";
import { useLanguage, useWords } from "#ui/language.tsx";
import { SitePosition } from "#ui/position/site-position.tsx";
import { catalogueWords } from "#words/catalogue.ts";
import { profileWords } from "#words/profile.ts";
import { positionWords } from "#words/position.ts";
import { writeInstant } from "#words/words.ts";
import { AgreementSection } from "./agreement-section.tsx";
import { PlaceLine, PlaceLines } from "./place-line.tsx";
import type { Place } from "./place-values.ts";
import { ProfileSection } from "./profile-section.tsx";
import { SurveySection } from "./survey-section.tsx";

/** What a place is: where, whether it uses the system, what it takes. */
export function GeneralTab(props: { place: Place }) {
  const w = useWords(catalogueWords);
  const names = useWords(profileWords);
  const at = useWords(positionWords);
  const { language } = useLanguage();
  const below = () => (props.place.level === "destination" ? null : w().openBelow[props.place.level](props.place.open));
  return (
    <div class="flex flex-col gap-5">
      <PlaceLines>
        <PlaceLine label={w().fields.isUser}>{props.place.isUser ? w().yes : `${w().no}. ${w().nonUserHint}`}</PlaceLine>
        <Show when={props.place.shortName !== "" && props.place.shortName !== props.place.name}>
          <PlaceLine label={w().fields.shortName}>{props.place.shortName}</PlaceLine>
        </Show>
        <Show when={props.place.level === "destination"}>
          <PlaceLine label={w().fields.disciplines}>
            {props.place.disciplines.length === 0 ? w().allDisciplines : props.place.disciplines.join(", ")}
          </PlaceLine>
          <Show when={props.place.successor}>{(next) => <PlaceLine label={w().successor}>{next().name}</PlaceLine>}</Show>
        </Show>
        <Show when={props.place.level === "site"}>
          <PlaceLine label={w().fields.address}>
            <span class="whitespace-pre-line">{props.place.address || w().notSaid}</span>
          </PlaceLine>
          <PlaceLine label={w().fields.phone}>{props.place.phone ?? w().notSaid}</PlaceLine>
          <PlaceLine label={at().site}>
            <SitePosition siteId={props.place.id} />
          </PlaceLine>
        </Show>
        <Show when={props.place.umbrella}>
          <PlaceLine label={w().fields.umbrella}>{props.place.territory ? w().umbrellaOf(props.place.territory) : w().yes}</PlaceLine>
        </Show>
        <Show when={props.place.formerly.length > 0}>
          <PlaceLine label={names().formerNames}>
            <ul>
              <For each={props.place.formerly}>
                {(was) => (
                  <li>
                    {was.under !== null &&
                    was.under !== (props.place.level === "destination" ? props.place.serviceName : props.place.siteName)
                      ? names().formerUnder(was.name, was.under, was.until)
                      : names().formerUntil(was.name, was.until)}
                  </li>
                )}
              </For>
            </ul>
          </PlaceLine>
        </Show>
        <Show when={below()}>{(text) => <PlaceLine label={w().contains}>{text()}</PlaceLine>}</Show>
      </PlaceLines>
      <p class="text-xs text-muted">
        {props.place.requests === 0 ? w().noRequests : w().requests(props.place.requests)}
        <Show when={props.place.profileAt}>
          {(at) => <> · {w().profile(writeInstant(at(), language(), new Date()), props.place.profileBy)}</>}
        </Show>
      </p>
      <Show when={props.place.level !== "agency"}>
        <ProfileSection place={props.place} />
        <SurveySection place={props.place} />
      </Show>
      <AgreementSection place={props.place} />
    </div>
  );
}

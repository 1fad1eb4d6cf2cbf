import { Index, Show } from "solid-js";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { studentProblem, type Access, type GuestStudent } from "#domain/guest.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { guestPageWords } from "#words/guest-page.ts";
import { problemSentence } from "#words/problem.ts";

export const noStudent: GuestStudent = { firstName: "", lastName: "", email: "", consentSignedOn: "" };
const noAccess: Access = { networkId: "", needsEmail: false, employee: "no", classTraining: false, roles: "" };

/** Students as a school without account names them: the day each signed comes first, since nothing of her is kept without it. */
export function StudentFields(props: {
  students: readonly GuestStudent[];
  onChange(students: GuestStudent[]): void;
  most: number;
  today: string;
  /** Who asks for accesses; null where nobody does. */
  accessFor: string | null;
  /** What is wrong is said. */
  tried: boolean;
}) {
  const w = useWords(guestPageWords);
  const { language } = useLanguage();
  const change = (at: number, of: Partial<GuestStudent>) =>
    props.onChange(props.students.map((student, index) => ({ ...student, ...(index === at ? of : {}) })));
  const error = (student: GuestStudent, field: keyof GuestStudent) => {
    const found = props.tried ? studentProblem(student, props.today) : null;
    return found?.field === field ? problemSentence(found.problem, language()) : null;
  };
  return (
    <div class="flex flex-col gap-3">
      <Index each={props.students}>
        {(student, at) => (
          <fieldset class="flex min-w-0 flex-col gap-3 rounded-lg border border-line p-3">
            <legend class="sr-only">{w().studentOf(at + 1)}</legend>
            <div class="flex items-start justify-between gap-2">
              <p class="text-sm font-semibold" aria-hidden="true">
                {w().studentOf(at + 1)}
              </p>
              <IconButton
                label={w().removeNth(at + 1)}
                icon={<Trash size={16} aria-hidden="true" />}
                onClick={() => props.onChange(props.students.filter((_student, index) => index !== at).map((one) => ({ ...one })))}
              />
            </div>
            <Field
              label={w().signedOn}
              required
              error={error(student(), "consentSignedOn")}
              {...(student().consentSignedOn === "" ? { hint: w().signFirst } : {})}
            >
              <DateInput
                value={student().consentSignedOn}
                onChange={(consentSignedOn) => change(at, { consentSignedOn })}
                max={props.today}
              />
            </Field>
            <div class="grid gap-3 sm:grid-cols-2">
              <Field label={w().firstName} required error={error(student(), "firstName")}>
                <TextInput
                  value={student().firstName}
                  onChange={(firstName) => change(at, { firstName })}
                  autocomplete="off"
                  maxLength={200}
                />
              </Field>
              <Field label={w().lastName} required error={error(student(), "lastName")}>
                <TextInput
                  value={student().lastName}
                  onChange={(lastName) => change(at, { lastName })}
                  autocomplete="off"
                  maxLength={200}
                />
              </Field>
            </div>
            <Field label={w().email} error={error(student(), "email")}>
              <TextInput
                type="email"
                inputmode="email"
                value={student().email}
                onChange={(email) => change(at, { email })}
                autocomplete="off"
                maxLength={200}
              />
            </Field>
            <Show when={props.accessFor}>
              {(receiving) => (
                <AccessFields receiving={receiving()} access={student().access ?? noAccess} onChange={(access) => change(at, { access })} />
              )}
            </Show>
          </fieldset>
        )}
      </Index>
      <Show when={props.students.length < props.most}>
        <Button
          class="min-h-11 self-start"
          icon={<Plus size={16} aria-hidden="true" />}
          onClick={() => props.onChange([...props.students.map((one) => ({ ...one })), { ...noStudent }])}
        >
          {w().addStudent}
        </Button>
      </Show>
    </div>
  );
}

/** What opens the doors of an organisation to a student (F-205). */
function AccessFields(props: { receiving: string; access: Access; onChange(access: Access): void }) {
  const w = useWords(guestPageWords);
  const change = (of: Partial<Access>) => props.onChange({ ...props.access, ...of });
  return (
    <details class="text-sm">
      <summary class="min-h-6 cursor-pointer text-accent">{w().accessTitle(props.receiving)}</summary>
      <div class="mt-2 flex flex-col gap-3">
        <p class="text-muted">{w().accessHint}</p>
        <Field label={w().networkId}>
          <TextInput value={props.access.networkId} onChange={(networkId) => change({ networkId })} autocomplete="off" maxLength={200} />
        </Field>
        <Checkbox label={w().needsEmail} checked={props.access.needsEmail} onChange={(needsEmail) => change({ needsEmail })} />
        <Field group label={w().employee}>
          <RadioGroup
            inline
            value={props.access.employee}
            onChange={(employee) => change({ employee })}
            options={(["no", "now", "before"] as const).map((value) => ({ value, label: w().employees[value] }))}
          />
        </Field>
        <Checkbox label={w().classTraining} checked={props.access.classTraining} onChange={(classTraining) => change({ classTraining })} />
        <Field label={w().roles}>
          <TextInput value={props.access.roles} onChange={(roles) => change({ roles })} autocomplete="off" maxLength={200} />
        </Field>
      </div>
    </details>
  );
}

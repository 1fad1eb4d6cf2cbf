import { usualSettings, type DeliverySettings } from "#domain/delivery.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

/** How an organisation sends what it sends on paper; the usual way where it has said nothing. */
export async function findDeliverySettings(sql: Query, agencyId: Id): Promise<DeliverySettings> {
  const [row] = await sql<DeliverySettings[]>`
    select due_days, link_days, per, calendar, language from delivery_setting where agency_id = ${agencyId}`;
  return row ?? usualSettings;
}

export async function saveDeliverySettings(tx: Tx, agencyId: Id, of: DeliverySettings): Promise<void> {
  await tx`
    insert into delivery_setting (agency_id, due_days, link_days, per, calendar, language)
    values (${agencyId}, ${of.dueDays}, ${of.linkDays}, ${of.per}, ${of.calendar}, ${of.language})
    on conflict (agency_id) do update set due_days = excluded.due_days, link_days = excluded.link_days, per = excluded.per,
      calendar = excluded.calendar, language = excluded.language`;
}

export interface LetterTemplate {
  id: Id;
  name: string;
  subjectFr: string;
  bodyFr: string;
  subjectEn: string;
  bodyEn: string;
  changedAt: string;
}

/** The organisation's mail templates, by name. */
export async function listTemplates(sql: Query, agencyId: Id): Promise<LetterTemplate[]> {
  return sql<LetterTemplate[]>`
    select id, name, subject_fr, body_fr, subject_en, body_en, changed_at from letter_template
    where agency_id = ${agencyId} and removed_at is null order by lower(name), id limit 200`;
}

type TemplateFields = Omit<LetterTemplate, "id" | "changedAt">;

export async function insertTemplate(tx: Tx, agencyId: Id, of: TemplateFields & { by: Id }): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into letter_template (agency_id, name, subject_fr, body_fr, subject_en, body_en, changed_by)
    values (${agencyId}, ${of.name}, ${of.subjectFr}, ${of.bodyFr}, ${of.subjectEn}, ${of.bodyEn}, ${of.by}) returning id`;
  return row?.id ?? "";
}

/** False when it is none of the organisation's, or was taken off. */
export async function saveTemplate(tx: Tx, agencyId: Id, of: TemplateFields & { id: Id; by: Id }): Promise<boolean> {
  const rows = await tx`
    update letter_template set name = ${of.name}, subject_fr = ${of.subjectFr}, body_fr = ${of.bodyFr}, subject_en = ${of.subjectEn},
      body_en = ${of.bodyEn}, changed_by = ${of.by}, changed_at = now()
    where agency_id = ${agencyId} and id = ${of.id} and removed_at is null returning id`;
  return rows.length === 1;
}

/** Its name, when it was there to be taken off. */
export async function removeTemplate(tx: Tx, agencyId: Id, id: Id): Promise<string | null> {
  const [row] = await tx<{ name: string }[]>`
    update letter_template set removed_at = now() where agency_id = ${agencyId} and id = ${id} and removed_at is null returning name`;
  return row?.name ?? null;
}

import { useNavigate } from "@solidjs/router";
import { createSignal } from "solid-js";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Megaphone from "lucide-solid/icons/megaphone";
import Trash from "lucide-solid/icons/trash";
import type * as Y from "yjs";
import { isBlank } from "#domain/worksheet.ts";
import { readSheet } from "#sheet/doc.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { callWords } from "#words/call.ts";
import { worksheetWords } from "#words/worksheet.ts";

/** What is done to a worksheet as a whole. */
export function SheetMenu(props: { sheet: Outputs["worksheet"]["get"]; doc: Y.Doc | null }) {
  const w = useWords(worksheetWords);
  const c = useWords(callWords);
  const failure = useFailure();
  const navigate = useNavigate();
  const [asked, setAsked] = createSignal<{ rows: number } | null>(null);
  const [pending, setPending] = createSignal(false);
  const name = () => `${w().title[props.sheet.kind]}, ${props.sheet.course.number} ${props.sheet.course.name}`;

  function ask(): void {
    const rows = props.doc ? readSheet(props.doc).filter(({ cells }) => !isBlank(cells)).length : 0;
    setAsked({ rows });
  }

  async function restore(id: string): Promise<void> {
    try {
      await api.worksheet.restore.mutate({ id });
      navigate(`/fiches/${id}`);
    } catch (error) {
      failure.tell(error);
    }
  }

  async function remove(): Promise<void> {
    const { id } = props.sheet;
    const done = w().sheet.deleted(name());
    const undo = w().sheet.undo;
    setPending(true);
    try {
      await api.worksheet.delete.mutate({ id });
      navigate("/cohortes");
      toast({ text: done, action: { label: undo, run: () => void restore(id) } });
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
      setAsked(null);
    }
  }

  return (
    <>
      <Menu
        label={w().sheet.actions}
        trigger={<Ellipsis size={16} aria-hidden="true" />}
        items={[
          // Places sought of several organisations at once come back to the individual sheet as offers.
          ...(props.sheet.kind === "individual" && props.sheet.may.send
            ? [
                {
                  id: "call",
                  label: c().begin,
                  icon: <Megaphone size={15} aria-hidden="true" />,
                  href: `/appels?vue=ajouter&cours=${props.sheet.cohortCourseId}`,
                },
              ]
            : []),
          { id: "delete", label: w().sheet.delete, icon: <Trash size={15} aria-hidden="true" />, danger: true, run: ask },
        ]}
      />
      <ConfirmDialog
        open={asked() !== null}
        title={w().sheet.deleteTitle}
        text={w().sheet.deleteText(asked()?.rows ?? 0)}
        confirm={w().sheet.deleteConfirm}
        danger
        pending={pending()}
        onConfirm={() => void remove()}
        onClose={() => setAsked(null)}
      />
    </>
  );
}

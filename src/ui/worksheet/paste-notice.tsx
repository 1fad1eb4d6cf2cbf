import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { partWords } from "#words/parts.ts";
import { pasteSentence, gridWords } from "#words/grid.ts";
import type { PasteRefusal } from "./paste-limit.ts";

/** Why a paste was not taken, beside the grid: nothing of it was written, and it is still on the clipboard. */
export function PasteNotice(props: { why: PasteRefusal; onClose(): void }) {
  const g = useWords(gridWords);
  const p = useWords(partWords);
  const { language } = useLanguage();
  return (
    <Notice kind="warn" title={g().paste.title} class="mb-2" actions={<Button onClick={() => props.onClose()}>{p().close}</Button>}>
      {pasteSentence(props.why, language())}
    </Notice>
  );
}

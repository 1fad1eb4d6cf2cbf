import { createUniqueId, type JSX } from "solid-js";

/** A part of a guest's request, under its title. */
export function Part(props: { title: string; children: JSX.Element }) {
  const id = createUniqueId();
  return (
    <section aria-labelledby={id} class="flex flex-col gap-2.5 rounded-xl border border-line bg-surface p-4">
      <h3 id={id} class="font-semibold">
        {props.title}
      </h3>
      {props.children}
    </section>
  );
}

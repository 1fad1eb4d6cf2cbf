/** The queue alone: no report is open beside it. */
export default function Route() {
  return <></>;
}

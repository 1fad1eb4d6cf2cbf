import { refuse, Refused, type Refusal } from "#domain/refusal.ts";

/**
 * Runs a statement whose constraint may say no, and says it as a refusal: the database is the one place where two people
 * who do the same thing at once are told apart. A constraint without a refusal here is a bug and is thrown as it is.
 */
export async function orRefuse<T>(work: Promise<T>, refusals: Record<string, Refusal>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const constraint = (error as { constraint_name?: string } | null)?.constraint_name;
    const refusal = constraint === undefined ? undefined : refusals[constraint];
    if (refusal) throw new Refused(refusal);
    throw error;
  }
}

/** A foreign key that holds a row is a thing in use, not a bug. */
export async function removeUnused(work: Promise<void>, held: { by: string; count: number }): Promise<void> {
  try {
    await work;
  } catch (error) {
    if ((error as { code?: string } | null)?.code === "23503") refuse({ code: "in-use", ...held });
    throw error;
  }
}

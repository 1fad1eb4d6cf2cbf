import { Refused, type Refusal } from "#domain/refusal.ts";

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

import { z } from "zod";

/** A row's identity: a UUID (version 7) made by the database. */
export const id = z.uuid();
export type Id = string;

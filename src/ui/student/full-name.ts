/** « Gagnon, Noémie »: as lists are filed. */
export const fullName = (student: { lastName: string; firstName: string }): string =>
  student.firstName === "" ? student.lastName : `${student.lastName}, ${student.firstName}`;

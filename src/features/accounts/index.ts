export { addAccounts, changeAccounts } from './bulk.ts';
export { type AccountChange, accountChange, type AccountInput, accountInput } from './input.ts';
export { accountNamed } from './named.ts';
export {
  accountsInOfficeOf,
  endOffice,
  giveOffice,
  moveOffices,
  officesOf,
  planOfficeMoves,
  officeFacts,
} from './offices.ts';
export { handleKey, lowers, type Office, type OfficeMove, type Standing, type SuccessionFacts, type Vacancy } from './rules.ts';
export { type Account, accountsById, addAccount, changeAccount, findAccountByHandle, getAccount } from './service.ts';
export { accountTitle, type Named } from './title.ts';
export { fillVacancies, officersOf, ownersOf, verdictsOnVacancies } from './vacancies.ts';

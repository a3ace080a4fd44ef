export { type AccountChange, accountChange, type AccountInput, accountInput } from './input.ts';
export {
  accountsInOfficeOf,
  endOffice,
  giveOffice,
  moveOffices,
  officeFacts,
  officesOf,
  planOfficeMoves,
} from './offices.ts';
export { type Office, type OfficeMove, planSuccession, type Standing, type SuccessionFacts } from './rules.ts';
export { type Account, addAccount, changeAccount, findAccountByHandle, getAccount } from './service.ts';
export { accountTitle, type Named } from './title.ts';

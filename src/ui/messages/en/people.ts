export const people = {
  roles: { admin: 'IT administrator', hr: 'HR', auditor: 'Auditor' },
};

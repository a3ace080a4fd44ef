export const corporateEn = `
This policy is about the accounts we run in the company's name: on social networks, on our blog, on video channels. They speak to thousands of people at once and they are worth protecting. It applies to everybody who holds a way in to one of them, also at an agency that works for us.

# The accounts belong to the company

Every account is opened in the company's name, with an address of the company and never with a private one. It stands in Keyholder with an owner and at least one deputy. Whoever opens an account puts it there the same day.

# Few people hold a key

Access goes to those who need it for their work, for as long as they need it. The owner decides, writes down why, and looks at the list from time to time. Where a platform offers roles, we prefer a role to a shared password.

- Passwords, codes and recovery codes stay in Keyholder. Do not copy them into mails, chats, documents or the memory of a browser.
- Do not pass them on, not even to a colleague in a hurry. Ask the owner to give access: it takes a minute.
- Protect every account with a second factor. Agree with the owner on which device it lives, and who holds the reserve.
- Keyholder records who was shown what and when. That protects you too.

# Passwords change regularly

A password is replaced on schedule: sooner where the account is critical, and at once when somebody who knew it no longer needs it, or when there is any doubt. Whoever gets the task does it on time, or says what stands in the way.

# Who speaks for the company

The owner of an account decides who posts and who answers. If a journalist, a lawyer or an angry customer writes, answer nothing on your own: pass it to the owner. Sensitive subjects are read by a second person before they go out.

Say only what you may say. Unpublished figures, customers' names, photographs of colleagues who were not asked and other people's work stay out. When something went wrong, tell the owner at once and leave the evidence where it is. An honest correction is better than silence.

# When you change work or leave

On the last day your access ends, at a moment that is known beforehand. You hand over what you hold: roles, devices, recovery addresses, connected tools. Passwords you knew are replaced. This is no sign of distrust; it happens to everybody, so that nobody can be blamed for what happens later. Keep no copy, and do not take followers or contacts to an account of your own.

# If something is not right

A lost phone, a strange login, a message that asks for a code, a post nobody recognises: report it immediately to the owner or to IT, at any hour. Nobody is blamed for reporting too early. Somebody who shares access on purpose or keeps it in secret can expect a conversation, and in serious cases measures under the work rules.
`.trim();

export const personalEn = `
What you do on social media in your own time is your own business, and this policy leaves it there. It helps with the moments in which work and private life touch. We do not follow anybody's private account.

# You speak for yourself

You may say where you work. When you write about something that has to do with our work, make clear that it is your own opinion: "I work at …, and this is what I think myself." Do not use the company's logo or name as if you spoke for it.

# What goes well

- Be honest about your link with the company when you recommend or discuss its products.
- Share what the company itself has published. You are welcome to be proud of your work.
- Check before you pass something on, and correct yourself when you were wrong.
- Think of colleagues: ask before you post their name or picture.
- Look at your privacy settings once in a while, and use another password for each account. Never one you use at work.

# What does not

- Confidential things: figures, plans, contracts, customers, personal data, what was said in a meeting. They stay confidential after you leave.
- Insults, threats, harassment or discrimination, of colleagues, customers, competitors or anybody else.
- Statements that do harm to the company or its people and are not true. Criticism is allowed; bring it first to somebody who can change something.
- Pictures of screens, badges, installations or places where visitors may not come.
- Anything the law forbids, and work that belongs to somebody else.

A closed group is not a private room. What is written there can be passed on, and it can stay for years.

# During working hours

A short look now and then is no problem, as long as your work and your colleagues do not suffer. Do not use your work address for private accounts.

# When others react

If you are attacked, or get into a discussion about the company, you need not solve it alone. Do not answer in anger. Send it to the people who look after our accounts; they answer in the company's name where that is needed.

# What the company may and may not look at

We do not watch private accounts, and nobody is asked for passwords or to be made a friend. Should there be a serious and concrete suspicion, it is looked into only for a stated purpose, by people named for it, and the person concerned is heard before any conclusion is drawn. Your rights under privacy law and in social consultation stay whole.

# If you are not sure

Ask before you post. Your manager, HR and the people of communication would rather get ten questions too many than one too few. And if it has gone wrong, say so soon: most things can still be mended on the same day.
`.trim();

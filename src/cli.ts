// The command-line process. The Node version is checked before anything native is loaded.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Keyholder needs Node 24; this is ${process.version}. Run './keyholder', which finds the right one after 'npm start'.`);
  process.exit(1);
}

const { adoptSettings } = await import('#src/host/config.ts');
// The sample company is no installation of this machine.
if (process.argv[2] !== 'demo') adoptSettings();

const { runCommandLine } = await import('#src/app/command-line.ts');

process.exitCode = await runCommandLine(process.argv.slice(2));

export {};

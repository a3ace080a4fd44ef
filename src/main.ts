// The server process. The Node version is checked before anything native is loaded.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Keyholder needs Node 24; this is ${process.version}. Start it with 'npm start', which brings its own.`);
  process.exit(1);
}

const { adoptSettings } = await import('#src/host/config.ts');
adoptSettings();

const { runServer } = await import('#src/app/serve.ts');
const { explainFailure } = await import('#src/app/failure.ts');

await runServer().catch((error: unknown) => {
  console.error(explainFailure(error));
  process.exit(1);
});

export {};

// Runs a model in ONNX Runtime Web's WebAssembly on one thread, the inputs of each run as they are given:
//     node run.mjs FOLDER_OF_NODE_MODULES REQUEST.json > ANSWER.json
// Request: {"model": path, "runs": [{name: tensor, …}, …]}; answer: [{name: tensor, …}, …].
// A tensor is {"type", "dims", "data"}, its bytes in base64.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [folder, request] = process.argv.slice(2);
const ort = createRequire(path.join(folder, "package.json"))("onnxruntime-web");
ort.env.wasm.numThreads = 1;
ort.env.logLevel = "error";

const ARRAYS = {
  bool: Uint8Array, uint8: Uint8Array, int32: Int32Array, int64: BigInt64Array, float32: Float32Array,
};

function decode({ type, dims, data }) {
  const bytes = Uint8Array.from(Buffer.from(data, "base64"));
  return new ort.Tensor(type, new ARRAYS[type](bytes.buffer), dims);
}

function encode({ type, dims, data }) {
  return { type, dims, data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64") };
}

function convert(tensors, change) {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, change(tensor)]));
}

async function answer({ model, runs }) {
  const session = await ort.InferenceSession.create(fs.readFileSync(model), {
    executionProviders: ["wasm"], logSeverityLevel: 3,
  });
  const answers = [];
  for (const inputs of runs) answers.push(convert(await session.run(convert(inputs, decode)), encode));
  return answers;
}

// The message alone: node would print the whole library, which is one line.
answer(JSON.parse(fs.readFileSync(request))).then(
  (answers) => process.stdout.write(JSON.stringify(answers)),
  (error) => { console.error(String(error)); process.exitCode = 1; },
);

"""Makes the locked vaults that tests/samples/vaults keeps, with programs that are not ours. Every name and value in them is invented.

    python3 -m venv env && env/bin/pip install pykeepass==4.1.1.post1 cryptography==50.0.2 argon2-cffi==25.1.0
    env/bin/python tests/peers/make-vaults.py FOLDER     # keepassxc-cli from Debian's keepassxc
"""

import base64, hashlib, hmac, json, os, subprocess, sys
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import hashes, padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from pykeepass import create_database

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
password = "six-invented-words"
seed = "otpauth://totp/X:voorbeeld?secret=JBSWY3DPEHPK3PXP&period=30&digits=6&issuer=X"


def keepassxc(*words, typed):
    subprocess.run(["keepassxc-cli", *words], input=typed, text=True, check=True, capture_output=True)


def with_keepassxc(name, key_file=None, bin=True):
    """KDBX 3.1; moving an entry to the bin lifts it to 4.1."""
    path = folder / name
    path.unlink(missing_ok=True)
    keys = ["-k", str(key_file)] if key_file else []
    keepassxc("db-create", "-t", "100", "-p", *keys, str(path), typed=f"{password}\n{password}\n")
    keepassxc("add", "-q", *keys, "-u", "voorbeeld", "--url", "https://x.com/", "-p", str(path), "X", typed=f"{password}\ncherry & <Table>\t92\n")
    if not bin:
        return
    keepassxc("add", "-q", *keys, "-u", "voorbeeldhelpt", "--url", "https://x.com/", "-p", str(path), "X old", typed=f"{password}\nold-Password-2019\n")
    keepassxc("rm", "-q", *keys, str(path), "X old", typed=f"{password}\n")


def with_pykeepass(name, password, key_file=None):
    """KDBX 4.0 with Argon2."""
    path = folder / name
    path.unlink(missing_ok=True)
    made = create_database(str(path), password=password, keyfile=key_file and str(key_file))
    entry = made.add_entry(made.root_group, "X", "voorbeeld", "cherry & <Table>\t92", url="https://x.com/", otp=seed)
    made.add_entry(made.root_group, "Instagram", "voorbeeld.home", "{REF:P@I:%s}" % entry.uuid.hex.upper(), url="https://www.instagram.com/")
    made.trash_entry(made.add_entry(made.root_group, "X old", "voorbeeldhelpt", "old-Password-2019", url="https://x.com/"))
    older = made.add_entry(made.root_group, "TikTok", "voorbeeld_nl", "pear-Chair-14", url="https://www.tiktok.com/")
    older.set_custom_property("TimeOtp-Secret-Base32", "JBSWY3DPEHPK3PXP")
    older.set_custom_property("TimeOtp-Algorithm", "HMAC-SHA-256")
    made.save()


def locked_bitwarden(name, kdf):
    salt = base64.b64encode(os.urandom(16)).decode()
    if kdf["kdfType"] == 0:
        master = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), kdf["kdfIterations"], 32)
    else:
        hashed = hashlib.sha256(salt.encode()).digest()
        master = hash_secret_raw(password.encode(), hashed, kdf["kdfIterations"], kdf["kdfMemory"] * 1024, kdf["kdfParallelism"], 32, Type.ID)
    enc, mac = (HKDFExpand(hashes.SHA256(), 32, info).derive(master) for info in (b"enc", b"mac"))

    def sealed(text):
        padder = padding.PKCS7(128).padder()
        iv = os.urandom(16)
        cipher = Cipher(algorithms.AES(enc), modes.CBC(iv)).encryptor()
        data = cipher.update(padder.update(text.encode()) + padder.finalize()) + cipher.finalize()
        tag = hmac.new(mac, iv + data, hashlib.sha256).digest()
        return "2." + "|".join(base64.b64encode(part).decode() for part in (iv, data, tag))

    login = {"uris": [{"uri": "https://x.com/"}], "username": "voorbeeld", "password": "cherry & <Table>\t92"}
    inside = json.dumps({"encrypted": False, "folders": [], "items": [{"type": 1, "name": "X", "login": login}]})
    rest = {key: value for key, value in kdf.items() if key in ("kdfMemory", "kdfParallelism")}
    first = {"encrypted": True, "passwordProtected": True, "salt": salt, "kdfType": kdf["kdfType"], "kdfIterations": kdf["kdfIterations"]}
    made = {**first, "encKeyValidation_DO_NOT_EDIT": sealed("a made-up check"), "data": sealed(inside), **rest}
    (folder / name).write_text(json.dumps(made, indent=1))


key_file = folder / "kdbx.key"
key_file.write_text("any file can be a key\n")
with_keepassxc("keepassxc-3.kdbx", bin=False)
with_keepassxc("keepassxc.kdbx")
with_keepassxc("keepassxc-key.kdbx", key_file)
with_pykeepass("pykeepass.kdbx", password)
with_pykeepass("pykeepass-key-only.kdbx", None, key_file)
locked_bitwarden("bitwarden-pbkdf2.json", {"kdfType": 0, "kdfIterations": 600_000})
locked_bitwarden("bitwarden-argon2.json", {"kdfType": 1, "kdfIterations": 3, "kdfMemory": 16, "kdfParallelism": 4})

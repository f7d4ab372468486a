"""What a clerk is told of a file that can't be read as it is."""

from pathlib import Path

from desktop.domain.errors import PasswordNeededError, Place, UserError

_SAVE_WITHOUT = "เปิดไฟล์ด้วยรหัสผ่าน บันทึกเป็นไฟล์ใหม่ที่ไม่มีรหัสผ่าน แล้วนำเข้าอีกครั้ง"


def refusal(path: Path, title: str, message: str) -> UserError:
    """Return the error that names the file without its folders."""
    return UserError(title, message, Place(file=path.name))


def unopened(path: Path) -> UserError:
    """Return the error for a file that is away or held by another program."""
    return refusal(
        path,
        "เปิดไฟล์ไม่ได้",
        "ไม่พบไฟล์ หรือไฟล์กำลังเปิดอยู่ในโปรแกรมอื่น กรุณาปิดไฟล์นั้น ตรวจว่าไฟล์ยังอยู่ที่เดิม แล้วลองอีกครั้ง",
    )


def no_spreadsheet(path: Path) -> UserError:
    """Return the error for a file of another kind."""
    return refusal(
        path,
        "ไม่ใช่ไฟล์ตารางคำนวณ",
        "โปรแกรมอ่านได้เฉพาะ .xlsx .xls .xlsb .ods .csv และตารางในหน้าเว็บ (.html) "
        "กรุณาเปิดไฟล์ด้วยโปรแกรมตารางคำนวณ แล้วบันทึกเป็น .xlsx",
    )


def damaged(path: Path) -> UserError:
    """Return the error for a file that is cut off or broken."""
    return refusal(
        path,
        "ไฟล์เสียหายหรือไม่สมบูรณ์",
        "อาจคัดลอกหรือดาวน์โหลดมาไม่ครบ กรุณาขอไฟล์ใหม่ หรือเปิดด้วยโปรแกรมตารางคำนวณแล้วบันทึกเป็น .xlsx ใหม่",
    )


def scattered(path: Path, sheet: str, row: int, column: str) -> UserError:
    """Return the error for a sheet whose last cells lie far from the others."""
    return UserError(
        "แผ่นงานใหญ่ผิดปกติ",
        f"แผ่นงานนี้มีข้อมูลกระจายไปถึงแถวที่ {row:,} และคอลัมน์ {column} กรุณาลบแถวและคอลัมน์ที่ไม่ใช้ "
        "ทางด้านล่างและด้านขวาของตาราง บันทึกไฟล์ แล้วลองอีกครั้ง",
        Place(file=path.name, sheet=sheet),
    )


def locked_for_good(path: Path) -> UserError:
    """Return the error for an encrypted file of a kind that can't be decrypted here."""
    return refusal(path, "ไฟล์มีรหัสผ่าน", f"โปรแกรมเปิดไฟล์ชนิดนี้ด้วยรหัสผ่านไม่ได้ กรุณา{_SAVE_WITHOUT}")


def password_needed(path: Path, *, tried: bool) -> PasswordNeededError:
    """Return the error that asks for the file's password; `tried`: some didn't fit."""
    place = Place(file=path.name)
    if tried:
        return PasswordNeededError(
            "รหัสผ่านไม่ตรงกับไฟล์",
            "รหัสผ่านที่ให้ไว้เปิดไฟล์นี้ไม่ได้ กรุณาตรวจตัวพิมพ์ใหญ่เล็กและภาษาของแป้นพิมพ์ แล้วใส่รหัสผ่านใหม่ "
            f"หรือ{_SAVE_WITHOUT}",
            place,
        )
    return PasswordNeededError(
        "ไฟล์มีรหัสผ่าน", f"กรุณาใส่รหัสผ่านของไฟล์เมื่อนำเข้า หรือ{_SAVE_WITHOUT}", place
    )
